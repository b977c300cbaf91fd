import { type Account, arn } from '../../../runtime/account.ts';
import { type KeyAttribute, type KeySchema, keyAttributes } from '../keys/key-schema.ts';
import type { IndexDefinition, KeyElement, TableDefinition } from './definition.ts';

/** A secondary index, ready to be used. */
export interface Index {
  readonly definition: IndexDefinition;
  readonly arn: string;
  readonly key: KeySchema;
  /** Names of the attributes that it holds; undefined means all. */
  readonly projected?: ReadonlySet<string>;
}

/** How much a table or an index holds. */
export interface Statistics {
  readonly items: number;
  readonly bytes: number;
}

/** A table, ready to be used: what follows from its definition is worked out once. */
export class Table {
  readonly definition: TableDefinition;
  readonly arn: string;
  readonly key: KeySchema;
  readonly keyNames: ReadonlySet<string>;
  /** In the order of their names, which is the order in which AWS checks them. */
  readonly indexes: readonly Index[];
  /** The policy attached to the table, parsed. */
  readonly policy: unknown;
  /** Counts the writes since the start; what was computed at the same count still holds. */
  writes = 0;
  /** How much it holds; undefined until somebody asked. */
  statistics: Statistics | undefined;

  constructor(definition: TableDefinition, account: Account) {
    this.definition = definition;
    this.arn = tableArn(account, definition.name);
    this.key = keySchemaOf(definition.keySchema, definition);
    this.keyNames = new Set(keyAttributes(this.key).map(({ name }) => name));
    this.indexes = definition.indexes
      .map((index) => this.#index(index))
      .sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
    this.policy = definition.policy ? JSON.parse(definition.policy.document) : undefined;
  }

  get name(): string {
    return this.definition.name;
  }

  index(name: string): Index | undefined {
    return this.indexes.find(({ definition }) => definition.name === name);
  }

  /** The stream's ARN; undefined when the table never had one. */
  get streamArn(): string | undefined {
    const { stream } = this.definition;
    return stream && `${this.arn}/stream/${stream.label}`;
  }

  #index(definition: IndexDefinition): Index {
    const key = keySchemaOf(definition.keySchema, this.definition);
    const names = [...keyAttributes(key).map(({ name }) => name), ...this.keyNames, ...definition.nonKeyAttributes];
    return {
      definition,
      key,
      arn: `${this.arn}/index/${definition.name}`,
      ...(definition.projectionType === 'ALL' ? {} : { projected: new Set(names) }),
    };
  }
}

export const tableArn = (account: Account, name: string) => arn(account, 'dynamodb', `table/${name}`);

function keySchemaOf(elements: readonly KeyElement[], { attributes, name }: TableDefinition): KeySchema {
  const ofRole = (role: string): KeyAttribute[] =>
    elements
      .filter(({ KeyType }) => KeyType === role)
      .map(({ AttributeName }) => {
        const type = attributes[AttributeName];
        if (!type) throw new Error(`Key attribute ${AttributeName} of ${name} has no definition`);
        return { name: AttributeName, type };
      });
  return { partition: ofRole('HASH'), sort: ofRole('RANGE') };
}
