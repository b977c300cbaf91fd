import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import type { Scope } from '../../../../emulator/services/stepfunctions/scope.ts';

/** A scope with fixed randomness at the start of 2026. */
export function scopeOf(input: Json, extras: Partial<Scope> & { readonly names?: Record<string, Json> } = {}): Scope {
  const { names = {}, ...others } = extras;
  return {
    input,
    context: {},
    variables: new Map(Object.entries(names)),
    randomness: { uuid: () => '11111111-2222-4333-8444-555555555555', random: () => 0.5 },
    clock: { now: () => Date.UTC(2026, 0, 1) },
    ...others,
  };
}
