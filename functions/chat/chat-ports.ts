import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { CLIENT } from '../shared/aws-client.ts';
import { count, text } from '../shared/environment.ts';
import type { LeavePorts } from './leave.ts';
import { publisher } from './publish-chat-event.ts';
import { DynamoConnectionSlots } from './tables/dynamo-connection-slots.ts';
import { DynamoConnections } from './tables/dynamo-connections.ts';

/** What a function needs to be told in order to make a connection known, or forget it. */
export const leaveEnvironment = z.object({
  CONNECTIONS_TABLE: text,
  RATE_LIMITS_TABLE: text,
  EVENT_BUS: text,
  MAX_CONNECTIONS_PER_USER: count,
});

/** The ports of `leave`, and the client that stands behind them for others. */
export function leavePorts(environment: z.infer<typeof leaveEnvironment>) {
  const dynamo = new DynamoDBClient(CLIENT);
  const ports: LeavePorts = {
    connections: new DynamoConnections(dynamo, environment.CONNECTIONS_TABLE),
    slots: new DynamoConnectionSlots(dynamo, {
      table: environment.RATE_LIMITS_TABLE,
      slots: environment.MAX_CONNECTIONS_PER_USER,
      now: Date.now,
    }),
    publish: publisher(new EventBridgeClient(CLIENT), environment.EVENT_BUS),
  };
  return { dynamo, ports };
}
