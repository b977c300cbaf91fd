import { type Json, stringify } from '../json.ts';
import { type Intrinsic, InvalidArgument } from './intrinsic.ts';

/** `{}`, or a brace or backslash that a backslash makes an ordinary character. */
const PLACEHOLDER_OR_ESCAPE = /\{\}|\\([{}\\])/g;

/**
 * `States.Format(template, …)`: the template with each `{}` replaced by the next argument; `\{`, `\}` and `\\` stand for
 * braces and a backslash.
 * Arguments are strings, numbers, booleans or null, as many as there are `{}`.
 */
export const format: Intrinsic = {
  name: 'States.Format',
  minArguments: 1,
  maxArguments: Number.POSITIVE_INFINITY,
  kinds: ['string', 'scalar'],
  call: ([template, ...values]) => fill(String(template), values),
};

function fill(template: string, values: readonly Json[]): string {
  let used = 0;
  const text = template.replace(PLACEHOLDER_OR_ESCAPE, (_, brace: string | undefined) => {
    if (brace !== undefined) return brace;
    const value = values[used++];
    return typeof value === 'string' ? value : stringify(value ?? null);
  });
  if (used !== values.length) {
    throw new InvalidArgument(`The template has ${used} placeholders but there are ${values.length} values.`);
  }
  return text;
}
