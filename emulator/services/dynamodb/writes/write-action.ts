import type { AttributeValue, ConditionalOperator, ExpectedAttributeValue } from '@aws-sdk/client-dynamodb';
import type { Bindings, BindingsInput } from '../expressions/bindings.ts';
import { type Condition, compileCondition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import { compileExpected, refuseLoneOperator } from '../legacy/conditions.ts';
import { refuseMixture } from '../request/refuse-mixture.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/value.ts';

/** A write that was found well-formed; whether it suits its table is yet to be seen. */
export interface WriteAction {
  /** Name or ARN. */
  readonly tableName: string;
  /** @throws ValidationError when keys do not suit the table; SchemaMismatchError where a transaction reports a reason */
  readonly bind: (table: Table) => BoundAction;
}

/** A write to one item of one table. */
export interface BoundAction {
  readonly table: Table;
  /** The encoded key, and the key attributes (or an item that has them). */
  readonly key: Buffer;
  readonly keyItem: Item;
  readonly condition: Condition | undefined;
  /** Whether the caller wants to see the item when the condition fails. */
  readonly showOnFailure: boolean;
  /**
   * What becomes of the item.
   *
   * @throws ValidationError when the item does not allow the update
   */
  readonly next: (old: Item | undefined) => Outcome;
}

export interface Outcome {
  readonly item: Item | undefined;
  /** What an update touched. */
  readonly targets?: readonly Path[];
  /** Where the values that it set are now. */
  readonly paths?: readonly Path[];
}

/** The parameters of every write that has a condition; transactions have no older ones. */
export interface ConditionInput extends BindingsInput {
  readonly ConditionExpression?: string | undefined;
  readonly Expected?: Readonly<Record<string, ExpectedAttributeValue>> | undefined;
  readonly ConditionalOperator?: ConditionalOperator | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export function refuseMixedCondition(
  input: ConditionInput,
  more: { readonly legacy?: Record<string, unknown>; readonly expressions?: Record<string, unknown> } = {},
): void {
  const { Expected, ConditionalOperator, ConditionExpression } = input;
  refuseMixture({ ...more.legacy, Expected, ConditionalOperator }, { ...more.expressions, ConditionExpression });
  refuseLoneOperator(ConditionalOperator, Expected);
}

export function compileWriteCondition(input: ConditionInput, bindings: Bindings): Condition | undefined {
  if (input.ConditionExpression !== undefined) {
    return compileCondition('ConditionExpression', input.ConditionExpression, bindings);
  }
  return input.Expected && compileExpected(input.Expected, input.ConditionalOperator);
}

export const showsOnFailure = ({ ReturnValuesOnConditionCheckFailure }: ConditionInput): boolean =>
  ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
