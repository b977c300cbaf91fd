import { AwsError } from '../../door/errors.ts';
import type { Item } from './values/value.ts';

/** What is wrong with a request, in DynamoDB's words. */
export class ValidationError extends AwsError {
  constructor(message: string) {
    super('ValidationException', message);
  }
}

/**
 * A request that would be right for another table: keys or index keys of the wrong type. Alone it is a
 * ValidationException; inside a transaction it becomes the cancellation reason of its action.
 */
export class SchemaMismatchError extends ValidationError {}

/** `ValidationException` with the usual opening words. */
export const invalidParameter = (detail: string) =>
  new ValidationError(`One or more parameter values were invalid: ${detail}`);

/** The table, as operations on items and most others report it. */
export const resourceNotFound = () => new AwsError('ResourceNotFoundException', 'Requested resource not found');

/** The table, as operations on tables themselves report it. */
export const tableNotFound = (name: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);

export const resourceInUse = (message: string) => new AwsError('ResourceInUseException', message);

export const CONDITION_FAILED = 'The conditional request failed';

/** @param item the item as it is, when the request asked for it */
export const conditionalCheckFailed = (item?: Item) =>
  new AwsError('ConditionalCheckFailedException', CONDITION_FAILED, { members: item ? { Item: item } : {} });
