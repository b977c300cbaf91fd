import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Dependency } from './check-health.ts';

/** What the function is told to look at. Names are for people; what is behind them is not shown. */
export const watched = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('table'), name: z.string(), table: z.string(), keys: z.array(z.string()).min(1) }),
    z.object({ kind: z.literal('bucket'), name: z.string(), bucket: z.string() }),
    z.object({ kind: z.literal('bus'), name: z.string(), bus: z.string() }),
  ]),
);

export type Watched = z.infer<typeof watched>[number];

export interface Clients {
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
  readonly eventBridge: EventBridgeClient;
}

/** How one finds out whether it is there: by a read that costs next to nothing, and that the role of this function may do. */
export function dependencyOf(one: Watched, clients: Clients): Dependency {
  return { name: one.name, probe: (abortSignal) => ask(one, clients, abortSignal) };
}

/** A key that no row has. */
const NOBODY = 'health';

function ask(one: Watched, { dynamo, s3, eventBridge }: Clients, abortSignal: AbortSignal): Promise<unknown> {
  const { kind } = one;
  switch (kind) {
    case 'table': {
      const Key = marshall(Object.fromEntries(one.keys.map((key) => [key, NOBODY])));
      return dynamo.send(new GetItemCommand({ TableName: one.table, Key }), { abortSignal });
    }
    case 'bucket':
      return s3.send(new HeadBucketCommand({ Bucket: one.bucket }), { abortSignal });
    case 'bus':
      return eventBridge.send(new DescribeEventBusCommand({ Name: one.bus }), { abortSignal });
  }
}
