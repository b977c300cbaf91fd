/**
 * The matcher of a StringMatches pattern: `*` stands for any characters, none included; `\*` for an asterisk and `\\` for a
 * backslash. Its time grows with the text, not with the number of asterisks.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const [prefix = '', ...others] = literals(pattern);
  const suffix = others.pop();
  if (suffix === undefined) return (text) => text === prefix;
  return (text) => {
    if (text.length < prefix.length + suffix.length || !text.startsWith(prefix) || !text.endsWith(suffix)) return false;
    let at = prefix.length;
    for (const literal of others) {
      const found = text.indexOf(literal, at);
      if (found === -1) return false;
      at = found + literal.length;
    }
    return at <= text.length - suffix.length;
  };
}

/** The texts between the asterisks. */
function literals(pattern: string): string[] {
  const found = [''];
  for (let i = 0; i < pattern.length; i++) {
    const escaped = pattern[i] === '\\' && (pattern[i + 1] === '*' || pattern[i + 1] === '\\');
    if (escaped) i++;
    if (!escaped && pattern[i] === '*') found.push('');
    else found.push(`${found.pop() ?? ''}${pattern.charAt(i)}`);
  }
  return found;
}
