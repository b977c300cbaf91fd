const FENCE = /^```.*?\n([\s\S]*?)^```$/gm;

/** What stands in code blocks, block by block. */
export function codeBlocks(text: string): string[] {
  return [...text.matchAll(FENCE)].map(([, code = '']) => code);
}

export interface Heading {
  readonly level: number;
  readonly text: string;
}

export function headings(text: string): Heading[] {
  return [...text.replaceAll(FENCE, '').matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', text = '']) => ({
    level: marks.length,
    text,
  }));
}

/** What links lead to, without those to other sites. */
export function localLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to).filter((to) => !/^[a-z]+:/.test(to));
}

/** What stands between back-ticks within a line. */
export function inlineCode(text: string): string[] {
  return [...text.replaceAll(FENCE, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** As GitHub makes the anchor of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
