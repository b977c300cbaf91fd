import * as z from 'zod';

/** Who may use a route. Everybody who has signed in is a member; an admin is a member of the group of that name. */
export type Access = 'anybody' | 'member' | 'admin';

/** What a route answers when all is well. */
export interface AnswerContract<Body extends z.ZodType = z.ZodType> {
  readonly status: 200 | 202;
  readonly description: string;
  readonly body: Body;
}

/**
 * What a route is asked and what it answers. The handler parses by it, the infrastructure takes method and path from it, and the OpenAPI
 * description is made of it: there is no second place to forget.
 */
export interface Route<
  Parameters extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  AnswerBody extends z.ZodType = z.ZodType,
> {
  /** In camel case; it names the operation in the description and is the dimension of its metrics. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** As API Gateway writes it: `/images/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  /** What stands in the braces of the path. */
  readonly parameters: Parameters;
  /** What may stand behind the question mark. Values are text; a name that is not in here is refused. */
  readonly query: Query;
  /** Of a POST, what its JSON holds. */
  readonly body: Body;
  readonly answer: AnswerContract<AnswerBody>;
  /** Of `answer`, with another status: what a route says that does its work and brings bad news. */
  readonly alsoAnswers?: Readonly<Record<number, string>>;
}

/** For routes without parameters, or without a query. */
export const none = z.strictObject({});

/** For routes that are asked with GET. */
export const noBody = z.undefined();

/** Checks a route's parts against each other, and keeps their types. */
export function defineRoute<
  Parameters extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  AnswerBody extends z.ZodType,
>(route: Route<Parameters, Query, Body, AnswerBody>): Route<Parameters, Query, Body, AnswerBody> {
  return route;
}
