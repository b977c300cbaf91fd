import { intrinsic } from './intrinsic.ts';

/** `States.StringSplit(text, delimiters)`: the parts of the text between delimiters, of which each character is one; empty parts are left out. */
export const stringSplit = intrinsic('States.StringSplit', ['string', 'string'], ([text, delimiters]) => {
  const separators = new Set(delimiters);
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (!separators.has(character)) part += character;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
});
