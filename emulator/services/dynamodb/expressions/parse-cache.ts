/** Remembers the syntax trees of the expressions that were used last: most programs send the same few all the time. */
export class ParseCache<Tree> {
  readonly #parse: (expression: string) => Tree;
  readonly #trees = new Map<string, Tree>();

  constructor(parse: (expression: string) => Tree) {
    this.#parse = parse;
  }

  parse(expression: string): Tree {
    const known = this.#trees.get(expression);
    if (known !== undefined) return known;
    const tree = this.#parse(expression);
    if (this.#trees.size >= KEPT_TREES) this.#forgetOldest();
    this.#trees.set(expression, tree);
    return tree;
  }

  #forgetOldest(): void {
    for (const expression of this.#trees.keys()) {
      this.#trees.delete(expression);
      return;
    }
  }
}

const KEPT_TREES = 1_000;
