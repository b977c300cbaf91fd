import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../emulator/runtime/clock.ts';
import { createDynamoDb, type DynamoDb } from '../../../emulator/services/dynamodb/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

/** A DynamoDB on a free port, its client, and what lies behind it. */
export async function startDynamoDb({ clock }: { clock?: Clock } = {}) {
  let service: DynamoDb | undefined;
  const endpoint = await startEndpoint(
    (ports) => {
      service = createDynamoDb(ports);
      return [service];
    },
    clock ? { clock } : {},
  );
  if (!service) throw new Error('The endpoint made no service');
  const client = new DynamoDBClient(endpoint.client);
  return {
    ...endpoint,
    service,
    client,
    async close() {
      client.destroy();
      await endpoint.close();
    },
  };
}

export type RunningDynamoDb = Awaited<ReturnType<typeof startDynamoDb>>;
