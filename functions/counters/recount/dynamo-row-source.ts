import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type RowTable, type StartKey, startKey, tableOf } from '../row-table.ts';
import type { CountedRow, Page, Part, RowSource } from './row-source.ts';

const counts = z.record(z.string(), z.number());
const row = z.object({
  counted: counts.default({}),
  countEpoch: z.number().optional(),
  countedBefore: counts.optional(),
});

/**
 * Scans the tables of the domains: with consistent reads, because an index may lag behind, and a row that it does not show yet would be
 * missed; and only for what a recount wants to know.
 */
export class DynamoRowSource implements RowSource {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: readonly RowTable[];

  constructor(dynamo: DynamoDBClient, tables: readonly RowTable[]) {
    this.#dynamo = dynamo;
    this.#tables = tables;
  }

  async page({ domain, segment, segments }: Part, start: StartKey | undefined): Promise<Page> {
    const { table, key } = tableOf(domain, this.#tables);
    const { Items = [], LastEvaluatedKey } = await this.#dynamo.send(
      new ScanCommand({
        TableName: table,
        Segment: segment,
        TotalSegments: segments,
        ConsistentRead: true,
        ProjectionExpression: '#key, counted, countEpoch, countedBefore',
        ExpressionAttributeNames: { '#key': key },
        ExclusiveStartKey: start,
      }),
    );
    const rows = Items.map((item): CountedRow => {
      const { [key]: id, ...counted } = unmarshall(item);
      return { id: z.string().parse(id), ...row.parse(counted) };
    });
    return { rows, nextKey: LastEvaluatedKey && startKey.parse(LastEvaluatedKey) };
  }
}
