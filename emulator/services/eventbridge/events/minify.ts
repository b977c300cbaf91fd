/** Takes the space out of between the tokens of a JSON text, changing nothing else: numbers keep their notation. */
export function minify(json: string): string {
  let result = '';
  let kept = 0;
  let at = 0;
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(json, at);
    } else if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      result += json.slice(kept, at);
      kept = at + 1;
      at += 1;
    } else at += 1;
  }
  return kept === 0 ? json : result + json.slice(kept);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Offset behind the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end > 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
