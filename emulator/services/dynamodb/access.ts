import type { Access } from '../../door/operation.ts';
import type { Account } from '../../runtime/account.ts';
import { tokenize } from './expressions/tokenizer.ts';
import { tableArn } from './tables/table.ts';
import { type Tables, tableNameOf } from './tables/tables.ts';

/** What a request does to which attributes of which items, as far as it can be told before it runs. */
export interface AccessDetails {
  readonly index?: string | undefined;
  /** Values of the partition key attributes, each `{S: 'a'}` or the like, of the items that are touched. */
  readonly leadingKeys?: readonly (Readonly<Record<string, unknown>> | undefined)[];
  readonly attributes?: readonly string[];
  readonly select?: string | undefined;
  readonly returnValues?: string | undefined;
  readonly returnConsumedCapacity?: string | undefined;
  /** Of an action inside a transaction. */
  readonly enclosingOperation?: string;
}

/**
 * What policies must allow, with the condition keys of DynamoDB
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */
export class AccessControl {
  readonly #tables: Tables;
  readonly #account: Account;

  constructor(tables: Tables, account: Account) {
    this.#tables = tables;
    this.#account = account;
  }

  /**
   * @param action without the service: `PutItem`
   * @param nameOrArn of the table; it need not exist
   */
  table(action: string, nameOrArn: string | undefined, details: AccessDetails = {}): Access {
    const name = tableNameOf(nameOrArn ?? '');
    const arn = tableArn(this.#account, name);
    const policy = this.#tables.find(name)?.policy;
    return {
      action: `dynamodb:${action}`,
      resource: details.index ? `${arn}/index/${details.index}` : arn,
      conditions: conditionsOf(details),
      ...(policy === undefined ? {} : { resourcePolicy: policy }),
    };
  }

  /** For operations that act on no table in particular. */
  any(action: string): Access {
    return { action: `dynamodb:${action}`, resource: '*' };
  }

  /** The partition key values of an item or key, for {@link AccessDetails.leadingKeys}. */
  leadingKeys(nameOrArn: string | undefined, item: Readonly<Record<string, unknown>> | undefined) {
    const partition = this.#tables.find(nameOrArn ?? '')?.key.partition ?? [];
    return partition.map(({ name }) => asRecord(item?.[name]));
  }
}

function conditionsOf(details: AccessDetails): Readonly<Record<string, readonly string[]>> {
  const conditions: Record<string, readonly string[]> = {};
  const set = (key: string, values: readonly string[] | undefined) => {
    if (values && values.length > 0) conditions[`dynamodb:${key}`] = values;
  };
  const single = (value: string | undefined) => (value === undefined ? undefined : [value]);
  set('LeadingKeys', details.leadingKeys?.flatMap(scalarText));
  set('Attributes', details.attributes && [...new Set(details.attributes)]);
  set('Select', single(details.select));
  set('ReturnValues', single(details.returnValues));
  set('ReturnConsumedCapacity', single(details.returnConsumedCapacity));
  set('EnclosingOperation', single(details.enclosingOperation));
  return conditions;
}

/** A scalar key value as policies compare it. */
function scalarText(value: Readonly<Record<string, unknown>> | undefined): string[] {
  const scalar = value?.S ?? value?.N ?? value?.B;
  if (scalar instanceof Uint8Array) return [Buffer.from(scalar).toString('base64')];
  return typeof scalar === 'string' ? [scalar] : [];
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'ADD', 'REMOVE', 'DELETE']);

/** The top-level attributes that expressions speak of. */
export function attributesIn(
  names: Readonly<Record<string, string>> | undefined,
  ...expressions: readonly (string | undefined)[]
): string[] {
  return expressions.flatMap((expression) => (expression === undefined ? [] : attributesOf(expression, names ?? {})));
}

function attributesOf(expression: string, names: Readonly<Record<string, string>>): string[] {
  const tokens = tokenize(expression);
  return tokens.flatMap(({ kind, text }, at) => {
    if (tokens[at - 1]?.text === '.') return [];
    if (kind === 'alias') return names[text] ?? [];
    const isName = kind === 'name' && !KEYWORDS.has(text.toUpperCase()) && tokens[at + 1]?.text !== '(';
    return isName ? [text] : [];
  });
}
