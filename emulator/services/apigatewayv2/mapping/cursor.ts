import { TemplateError } from './syntax.ts';

/** A place in a template's text. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes what the expression finds right here. The expression must be sticky. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Whether the text goes on so; takes it if it does. */
  skip(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) this.fail(`expected ${text}`);
  }

  peek(): string {
    return this.text.charAt(this.at);
  }

  fail(why: string): never {
    const line = this.text.slice(0, this.at).split('\n').length;
    const here = this.text.slice(this.at, this.at + 20).split('\n')[0];
    throw new TemplateError(`line ${line}: ${why} at "${here}"`);
  }
}
