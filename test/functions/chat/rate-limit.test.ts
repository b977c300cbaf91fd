import type { RunningDynamoDb } from '../../emulator/dynamodb/support.ts';
import { startTables, tablesOf } from './support/chat-tables.ts';

const ALLOWANCE = { limit: 100, windowMilliseconds: 60_000 };
const NOW = Date.parse('2026-03-01T10:00:00.000Z');

describe('the rate limit', () => {
  let dynamo: RunningDynamoDb;
  beforeAll(async () => {
    dynamo = await startTables();
  });
  afterAll(() => dynamo.close());

  const count = (name: string, now: number) => tablesOf(dynamo.client).rateLimit.count(name, ALLOWANCE, now);

  it('lets a hundred through of many that come at once, and no more', async () => {
    const answers = await Promise.all(Array.from({ length: 140 }, () => count('sendmessage#ana', NOW)));

    expect(answers.filter((answer) => answer === undefined)).toHaveLength(100);
    expect(answers.filter((answer) => answer === NOW + 60_000)).toHaveLength(40);
  });

  it('counts each user for himself', async () => {
    expect(await count('sendmessage#ben', NOW)).toBeUndefined();
  });

  it('lets one go on at the time it said', async () => {
    expect(await count('sendmessage#ana', NOW + 59_999)).toBe(NOW + 60_000);
    expect(await count('sendmessage#ana', NOW + 60_000)).toBeUndefined();
  });

  it('begins the next window with the first who comes, once', async () => {
    const later = NOW + 200_000;
    const answers = await Promise.all(Array.from({ length: 120 }, () => count('sendmessage#ana', later)));

    expect(answers.filter((answer) => answer === undefined)).toHaveLength(100);
    expect(answers).toContain(later + 60_000);
  });
});
