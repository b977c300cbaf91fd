import type { Json } from '../json.ts';
import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** `States.StringToJson(text)`: the JSON value that the text holds; null for a blank text. */
export const stringToJson = intrinsic('States.StringToJson', ['string'], ([text]) =>
  text.trim() === '' ? null : parseJson(text),
);

/** @throws InvalidArgument for a text that is not JSON. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidArgument('The text is not valid JSON.', { cause });
  }
}
