import { stripVTControlCharacters } from 'node:util';

/** Where the program writes what a person reads. */
export interface Output {
  readonly isTTY?: boolean;
  /** Width of the terminal, in characters. */
  readonly columns?: number;
  write(text: string): void;
}

const DIM = '\u001b[2m';
const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const RESET = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[K';

/** Lines of progress: in a terminal the current one is rewritten in place, elsewhere each step is one plain line. */
export class Terminal {
  readonly #output: Output;
  readonly #colour: boolean;
  #pending = '';

  constructor(output: Output, { noColor = process.env.NO_COLOR } = {}) {
    this.#output = output;
    this.#colour = Boolean(output.isTTY) && !noColor;
  }

  /** One finished line. */
  line(text = ''): void {
    this.#output.write(`${this.#pending ? CLEAR_LINE : ''}${text}\n${this.#pending}`);
  }

  /** Shows what is being done now; the next call replaces it. Nothing where lines cannot be rewritten. */
  now(text: string): void {
    if (!this.#output.isTTY) return;
    this.#pending = this.#fitted(text);
    this.#output.write(CLEAR_LINE + this.#pending);
  }

  /** The step shown by `now` is over. */
  done(text: string): void {
    this.#output.write(this.#pending ? CLEAR_LINE : '');
    this.#pending = '';
    this.#output.write(`${text}\n`);
  }

  /** Runs one step of the start: shows it, then what it was and how long it took. */
  async step<T>(label: string, work: (progress: (detail: string) => void) => Promise<T>): Promise<T> {
    const started = performance.now();
    this.now(`  ${label} …`);
    const result = await work((detail) => this.now(`  ${label} ${this.dim(detail)}`));
    this.done(`  ${this.good('✓')} ${label} ${this.dim(seconds(performance.now() - started))}`);
    return result;
  }

  /** A line that wraps cannot be rewritten. */
  #fitted(text: string): string {
    const plain = stripVTControlCharacters(text);
    const { columns = 80 } = this.#output;
    return plain.length < columns ? text : `${plain.slice(0, columns - 2)}…`;
  }

  good = (text: string) => this.#paint(GREEN, text);
  bad = (text: string) => this.#paint(RED, text);
  warn = (text: string) => this.#paint(YELLOW, text);
  dim = (text: string) => this.#paint(DIM, text);

  #paint(colour: string, text: string): string {
    return this.#colour ? `${colour}${text}${RESET}` : text;
  }
}

/** `840 ms` or `2.4 s` */
export function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
