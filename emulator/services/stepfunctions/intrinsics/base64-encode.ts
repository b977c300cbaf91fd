import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-data-encode-decode */
export const MAX_BASE64_CHARACTERS = 10_000;

/** `States.Base64Encode(text)`: the UTF-8 bytes of the text in Base64 (MIME alphabet). */
export const base64Encode = intrinsic('States.Base64Encode', ['string'], ([text]) => {
  checkLength(text);
  return Buffer.from(text, 'utf8').toString('base64');
});

/** @throws InvalidArgument for a text of more than MAX_BASE64_CHARACTERS. */
export function checkLength(text: string): void {
  if (text.length > MAX_BASE64_CHARACTERS) {
    throw new InvalidArgument(`The text must not have more than ${MAX_BASE64_CHARACTERS} characters.`);
  }
}
