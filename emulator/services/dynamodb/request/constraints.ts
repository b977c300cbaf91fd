import { ValidationError } from '../errors.ts';

/**
 * The checks that AWS makes on every member of a request before the service looks at it, reported all at once:
 * `2 validation errors detected: Value null at 'key' failed to satisfy constraint: Member must not be null; …`
 */
export class Constraints {
  readonly #failures: string[] = [];

  /** @param member the member's path as messages write it: `keySchema.1.member.keyType` */
  required(member: string, value: unknown): this {
    return this.#check(value !== undefined && value !== null, 'null', member, 'Member must not be null');
  }

  /** @param allowed in the order in which messages list them */
  oneOf(member: string, value: string | undefined, allowed: readonly string[]): this {
    if (value === undefined || allowed.includes(value)) return this;
    return this.fail(`'${value}'`, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
  }

  atLeast(member: string, value: number | undefined, least: number): this {
    if (value === undefined || value >= least) return this;
    return this.fail(`'${value}'`, member, `Member must have value greater than or equal to ${least}`);
  }

  atMost(member: string, value: number | undefined, most: number): this {
    if (value === undefined || value <= most) return this;
    return this.fail(`'${value}'`, member, `Member must have value less than or equal to ${most}`);
  }

  /** The length of a list or text. */
  length(member: string, value: string | readonly unknown[] | undefined, least: number, most = Infinity): this {
    if (value === undefined || (value.length >= least && value.length <= most)) return this;
    const constraint =
      value.length < least
        ? `Member must have length greater than or equal to ${least}`
        : `Member must have length less than or equal to ${most}`;
    return this.fail(
      typeof value === 'string' ? `'${value}'` : `'[${value.map(show).join(', ')}]'`,
      member,
      constraint,
    );
  }

  pattern(member: string, value: string | undefined, pattern: RegExp): this {
    if (value === undefined || pattern.test(value)) return this;
    const source = pattern.source.replace(/^\^|\$$/g, '');
    return this.fail(`'${value}'`, member, `Member must satisfy regular expression pattern: ${source}`);
  }

  /** Data operations take a name or an ARN. */
  tableName(value: string | undefined, member = 'tableName'): this {
    this.required(member, value);
    if (value?.startsWith('arn:')) return this.length(member, value, 1, LONGEST_ARN);
    return this.length(member, value, 1, LONGEST_NAME).pattern(member, value || undefined, NAME);
  }

  indexName(value: string | undefined, member = 'indexName'): this {
    return this.length(member, value, SHORTEST_NAME, LONGEST_NAME).pattern(member, value || undefined, NAME);
  }

  /** A failure in words of its own. */
  fail(shown: string, member: string, constraint: string): this {
    this.#failures.push(`Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`);
    return this;
  }

  #check(holds: boolean, shown: string, member: string, constraint: string): this {
    return holds ? this : this.fail(shown, member, constraint);
  }

  /** @throws ValidationError when a check failed */
  verify(): void {
    const count = this.#failures.length;
    if (count === 0) return;
    throw new ValidationError(
      `${count} validation error${count > 1 ? 's' : ''} detected: ${this.#failures.slice(0, SHOWN).join('; ')}`,
    );
  }
}

export const NAME = /^[a-zA-Z0-9_.-]+$/;
export const SHORTEST_NAME = 3;
export const LONGEST_NAME = 255;
const LONGEST_ARN = 1024;
/** AWS names no more failures than this. */
const SHOWN = 10;

/** `(attributeName=pk, keyType=HASH)`, much as AWS writes a structure. */
function show(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${lowerFirst(name)}=${show(member)}`);
  return `(${members.join(', ')})`;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

export const RETURN_CONSUMED_CAPACITY = ['INDEXES', 'TOTAL', 'NONE'];
export const RETURN_ITEM_COLLECTION_METRICS = ['SIZE', 'NONE'];
export const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];
export const ON_CONDITION_FAILURE = ['ALL_OLD', 'NONE'];
