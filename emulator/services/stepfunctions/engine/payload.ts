import type { Json } from '../json.ts';
import { MAX_PAYLOAD_BYTES } from '../limits.ts';

/** A JSON value with its text, which is made at most once and kept as the caller wrote it (`0.0` stays `0.0`). */
export class Payload {
  readonly value: Json;
  #text: string | undefined;

  constructor(value: Json, text?: string) {
    this.value = value;
    this.#text = text;
  }

  get text(): string {
    this.#text ??= JSON.stringify(this.value);
    return this.#text;
  }

  /** This payload when `value` is its own: a state that passes its input on costs no serialization. */
  with(value: Json): Payload {
    return Object.is(value, this.value) ? this : new Payload(value);
  }

  /** Whether the text is larger than Step Functions moves between states. */
  isTooLarge(): boolean {
    return isTooLarge(this.text);
  }
}

/** A character takes at most three bytes of UTF-8 (a surrogate pair four), so most texts need not be measured. */
export function isTooLarge(text: string): boolean {
  return text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}
