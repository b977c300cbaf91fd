import { type AccessControl, attributesIn } from '../access.ts';
import { ValidationError } from '../errors.ts';
import type { BindingsInput } from '../expressions/bindings.ts';
import {
  Constraints,
  ON_CONDITION_FAILURE,
  RETURN_CONSUMED_CAPACITY,
  RETURN_ITEM_COLLECTION_METRICS,
  RETURN_VALUES,
} from './constraints.ts';

/** The parameters that PutItem, UpdateItem and DeleteItem have in common. */
export interface ItemWriteInput extends BindingsInput {
  readonly TableName: string | undefined;
  readonly ReturnValues?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnItemCollectionMetrics?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** @param members the required ones besides the table, by their names in messages */
export function verifyItemWrite(input: ItemWriteInput, members: Readonly<Record<string, unknown>>): void {
  const constraints = new Constraints()
    .oneOf('returnConsumedCapacity', input.ReturnConsumedCapacity, RETURN_CONSUMED_CAPACITY)
    .tableName(input.TableName)
    .oneOf('returnItemCollectionMetrics', input.ReturnItemCollectionMetrics, RETURN_ITEM_COLLECTION_METRICS)
    .oneOf('returnValues', input.ReturnValues, RETURN_VALUES)
    .oneOf('returnValuesOnConditionCheckFailure', input.ReturnValuesOnConditionCheckFailure, ON_CONDITION_FAILURE);
  for (const [member, value] of Object.entries(members)) constraints.required(member, value);
  constraints.verify();
}

/** Only an update can tell what it changed. */
export function refuseUpdatedValues({ ReturnValues }: ItemWriteInput): void {
  if (ReturnValues === undefined || ReturnValues === 'ALL_OLD' || ReturnValues === 'NONE') return;
  throw new ValidationError('ReturnValues can only be ALL_OLD or NONE');
}

/**
 * What policies must allow for a write to one item.
 *
 * @param image the attributes that the request names, with the values of the key
 */
export function itemWriteAccess(
  access: AccessControl,
  action: string,
  input: ItemWriteInput,
  image: Readonly<Record<string, unknown>> | undefined,
  ...expressions: readonly (string | undefined)[]
) {
  return access.table(action, input.TableName, {
    leadingKeys: access.leadingKeys(input.TableName, image),
    attributes: [...Object.keys(image ?? {}), ...attributesIn(input.ExpressionAttributeNames, ...expressions)],
    returnValues: input.ReturnValues,
    returnConsumedCapacity: input.ReturnConsumedCapacity,
  });
}
