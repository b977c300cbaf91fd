import { ValidationError } from '../errors.ts';

/** The request parameter that holds an expression; messages begin with it. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

export const invalidExpression = (kind: ExpressionKind, detail: string) =>
  new ValidationError(`Invalid ${kind}: ${detail}`);
