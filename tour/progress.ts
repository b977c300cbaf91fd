const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[K';

/** Where progress is printed. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Steps with a mark each, and in the end how many went well. In a terminal, a step is shown while it runs. */
export class Progress {
  readonly #output: Output;
  readonly #started = performance.now();
  #steps = 0;
  readonly #failed: string[] = [];

  constructor(output: Output = process.stdout) {
    this.#output = output;
  }

  line(text = ''): void {
    this.#output.write(`${text}\n`);
  }

  /**
   * Runs a step; one that fails is marked, and the others go on.
   *
   * @param work answers with what is worth telling
   */
  async step(name: string, work: () => Promise<string>): Promise<void> {
    this.#steps += 1;
    const started = performance.now();
    if (this.#output.isTTY) this.#output.write(`  … ${name}`);
    const [mark, told] = await work().then(
      (told) => [this.#paint(GREEN, '✓'), told] as const,
      (error: unknown) => {
        this.#failed.push(name);
        return [this.#paint(RED, '✗'), error instanceof Error ? error.message : String(error)] as const;
      },
    );
    if (this.#output.isTTY) this.#output.write(CLEAR_LINE);
    const took = this.#paint(DIM, seconds(performance.now() - started));
    this.line(`  ${mark} ${name} ${took}${told && `\n      ${told.replaceAll('\n', '\n      ')}`}`);
  }

  /** Says how it went. @returns whether all went well */
  verdict(): boolean {
    const took = seconds(performance.now() - this.#started);
    const well = this.#failed.length === 0;
    this.line();
    this.line(
      well
        ? this.#paint(GREEN, `All ${this.#steps} went well, in ${took}.`)
        : this.#paint(RED, `${this.#failed.length} of ${this.#steps} failed: ${this.#failed.join('; ')}.`),
    );
    return well;
  }

  #paint(colour: string, text: string): string {
    return this.#output.isTTY && !process.env.NO_COLOR ? `${colour}${text}${RESET}` : text;
  }
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
