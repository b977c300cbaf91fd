import { checkLength } from './base64-encode.ts';
import { InvalidArgument, intrinsic } from './intrinsic.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** `States.Base64Decode(text)`: the text whose UTF-8 bytes the Base64 text stands for. */
export const base64Decode = intrinsic('States.Base64Decode', ['string'], ([text]) => {
  checkLength(text);
  return decodeBase64(text);
});

/** @throws InvalidArgument for a text that is not Base64 */
export function decodeBase64(text: string): string {
  if (!BASE64.test(text)) throw new InvalidArgument('The text is not valid Base64.');
  return Buffer.from(text, 'base64').toString('utf8');
}
