import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { z } from 'zod';

/**
 * Sends the sample of an event, or a file of entries, as `aws events put-events --entries file://…` does:
 *
 *   npm run emit -- image-uploaded
 *   npm run emit -- path/to/entries.json --endpoint http://localhost:4566
 */
const { values, positionals } = parseArgs({
  options: { endpoint: { type: 'string', default: process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566' } },
  allowPositionals: true,
});

const entriesSchema = z.array(
  z.object({
    EventBusName: z.string().optional(),
    Source: z.string(),
    DetailType: z.string(),
    // The CLI takes the detail as JSON text; for a person an object is easier to write.
    Detail: z.union([z.string(), z.record(z.string(), z.json()).transform((detail) => JSON.stringify(detail))]),
    Resources: z.array(z.string()).optional(),
    Time: z.coerce.date().optional(),
    TraceHeader: z.string().optional(),
  }),
);

function sampleFile(name: string): string | undefined {
  if (existsSync(name)) return name;
  // The newest version of the sample in the event's folder.
  return globSync(join('events', name, 'v*.sample.json'))
    .sort()
    .at(-1);
}

async function emit(name: string): Promise<void> {
  const file = sampleFile(name);
  if (!file) throw new Error(`There is no event ${name}. There are: ${eventNames().join(', ')}.`);
  const parsed = entriesSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const Entries: PutEventsRequestEntry[] = parsed.data;
  const client = new EventBridgeClient({
    endpoint: values.endpoint,
    region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'local',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
    },
  });
  const answer = await client.send(new PutEventsCommand({ Entries }));
  answer.Entries?.forEach(({ EventId, ErrorCode, ErrorMessage }, index) => {
    const { Source, DetailType } = Entries[index] ?? {};
    console.log(`${Source} / ${DetailType}: ${EventId ?? `${ErrorCode}: ${ErrorMessage}`}`);
  });
  if (answer.FailedEntryCount) process.exitCode = 1;
}

function eventNames(): string[] {
  return [...new Set(globSync('events/*/v*.sample.json').map((file) => file.split(/[\\/]/)[1] ?? ''))].sort();
}

const [name] = positionals;
if (!name) {
  console.log(`Usage: npm run emit -- <event>\nEvents: ${eventNames().join(', ')}`);
  process.exitCode = 2;
} else {
  await emit(name).catch((error: Error & { code?: string }) => {
    const unreachable =
      error.code === 'ECONNREFUSED' ? `Nothing answers at ${values.endpoint}: npm start first.` : error.message;
    console.error(unreachable);
    process.exitCode = 1;
  });
}
