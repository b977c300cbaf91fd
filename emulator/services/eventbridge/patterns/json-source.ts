import { PatternError } from './pattern-error.ts';

/** The source is cut to this many characters where an error quotes it. */
const QUOTED_CHARACTERS = 500;

/** A position in the pattern as AWS reports it, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The text of a pattern, and how its places are named in errors. */
export class JsonSource {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  place(offset: number): Place {
    const before = this.text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  }

  /** `[Source: (String)"{"a": 1}"; line: 1, column: 8]` */
  describe({ line, column }: Place): string {
    const shown = this.text.slice(0, QUOTED_CHARACTERS);
    // Control characters other than line ends are written as escapes.
    const quoted = shown.replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, escaped);
    const rest = this.text.length - shown.length;
    const cut = rest > 0 ? `[truncated ${rest} chars]` : '';
    return `[Source: (String)"${quoted}"${cut}; line: ${line}, column: ${column}]`;
  }

  error(message: string, offset: number): PatternError {
    return new PatternError(`${message}\n at ${this.describe(this.place(offset))}`);
  }
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
