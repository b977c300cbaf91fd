import { TemplateError } from './errors.ts';
import { at, resolve } from './resolve.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import { Unknown } from './unknown.ts';

/** The Conditions section: each evaluated once, when it is first asked for. */
export class Conditions {
  readonly #declared: Template['Conditions'];
  readonly #scope: Scope;
  readonly #values = new Map<string, boolean | Unknown>();
  /** Those under evaluation, outermost first. */
  readonly #open: string[] = [];

  /** @param scope what conditions may see besides one another: parameters and mappings */
  constructor(declared: Template['Conditions'], scope: Omit<Scope, 'condition'>) {
    this.#declared = declared;
    this.#scope = { ...scope, condition: (name) => this.get(name) };
  }

  /** @throws TemplateError when it is not declared, depends on itself or is no boolean */
  get(name: string): boolean | Unknown {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.#declared, name))
      throw new TemplateError(`Template error: unresolved condition dependency ${name}`);
    if (this.#open.includes(name))
      throw new TemplateError(
        `Template error: Found circular condition dependency ${[...this.#open, name].join(' → ')}`,
      );
    this.#open.push(name);
    const value = at('Conditions', () => at(name, () => resolve(this.#declared[name], this.#scope)));
    this.#open.pop();
    if (typeof value !== 'boolean' && !(value instanceof Unknown))
      throw new TemplateError(`Template format error: Every Conditions member must be a boolean, and ${name} is not`);
    this.#values.set(name, value);
    return value;
  }
}
