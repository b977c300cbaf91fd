import type { Json } from '../json.ts';

/** A copy of `input` in which `result` stands at the reference path `path` (ResultPath). @throws ResultPathMatchFailure */
export function writeAt(path: string, input: Json, result: Json): Json {
  throw new Error('not written yet');
}
