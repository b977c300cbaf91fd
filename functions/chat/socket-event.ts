import * as z from 'zod';

/** What the authorizer has found in the token. API Gateway hands it on with every frame of the connection. */
export const identity = z.object({
  userId: z.string().min(1),
  userName: z.string().optional(),
  /** Milliseconds since 1970. */
  tokenExpiresAt: z.coerce.number(),
});

/**
 * What API Gateway sends to the function of a route:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export const socketEvent = z.object({
  requestContext: z.object({
    connectionId: z.string(),
    connectedAt: z.number(),
    requestId: z.string(),
    requestTimeEpoch: z.number(),
    authorizer: identity,
  }),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
});
export type SocketEvent = z.infer<typeof socketEvent>;

/** Who it is: from the token that opened the connection, and from nothing that a frame says. */
export interface Caller {
  readonly userId: string;
  /** What the others call him. */
  readonly userName?: string | undefined;
  readonly connectionId: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  readonly tokenExpiresAt: number;
}

export function callerOf({ requestContext: { connectionId, connectedAt, authorizer } }: SocketEvent): Caller {
  return { ...authorizer, connectionId, connectedAt };
}
