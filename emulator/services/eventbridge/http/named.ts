import { alreadyExists, notFound } from '../errors.ts';
import { sortBy } from '../page.ts';
import type { Shelf } from '../state/shelf.ts';

/** Things of one sort that are found by their name. Their ARNs end in an id, so the name alone does not give it. */
export class Named<T extends { readonly arn: string; readonly name: string }> {
  readonly #shelf: Shelf<T>;
  readonly #title: string;

  /** @param title as errors call them: `Connection` */
  constructor(shelf: Shelf<T>, title: string) {
    this.#shelf = shelf;
    this.#title = title;
  }

  find(name: string): T | undefined {
    for (const item of this.#shelf.values()) if (item.name === name) return item;
    return undefined;
  }

  byArn(arn: string): T | undefined {
    return this.#shelf.get(arn);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(name: string): T {
    const item = this.find(name);
    if (!item)
      throw notFound(
        `Failed to describe the ${this.#title.toLowerCase()}(s). ${this.#title} '${name}' does not exist.`,
      );
    return item;
  }

  list(prefix = ''): T[] {
    return sortBy(this.#shelf.values(), ({ name }) => name).filter(({ name }) => name.startsWith(prefix));
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  add(item: T): T {
    if (this.find(item.name)) throw alreadyExists(`${this.#title} '${item.name}' already exists.`);
    return this.#shelf.put(item);
  }

  put(item: T): T {
    return this.#shelf.put(item);
  }

  delete({ arn }: T): void {
    this.#shelf.delete(arn);
  }
}
