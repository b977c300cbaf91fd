import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { z } from 'zod';
import { readOptions, runCommand, UsageError } from './flags.ts';

const USAGE = 'Usage: npm run emit -- <event or file of entries> [--endpoint http://localhost:4566]';

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

/**
 * Sends the sample of an event, or a file of entries, as `aws events put-events --entries file://…` does:
 *
 *   npm run emit -- image-uploaded
 *   npm run emit -- path/to/entries.json --endpoint http://localhost:4566
 */
runCommand(async () => {
  const endpoint = { type: 'string', default: process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566' } as const;
  const { values, positionals } = readOptions({ options: { endpoint }, allowPositionals: true }, USAGE);
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError(`${USAGE}\nEvents: ${eventNames().join(', ')}`);
  if (!URL.canParse(values.endpoint)) throw new UsageError(`--endpoint is no URL: ${values.endpoint}`);
  await emit(readEntries(name), values.endpoint);
});

function readEntries(name: string): PutEventsRequestEntry[] {
  const file = sampleFile(name);
  if (!file) throw new UsageError(`There is no event ${name}. There are: ${eventNames().join(', ')}.`);
  const parsed = entriesSchema.safeParse(readJson(file));
  if (!parsed.success) throw new UsageError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

async function emit(Entries: PutEventsRequestEntry[], endpoint: string): Promise<void> {
  const client = new EventBridgeClient({
    endpoint,
    region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'local',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
    },
  });
  const answer = await client.send(new PutEventsCommand({ Entries })).catch((error: Error & { code?: string }) => {
    const unreachable = error.code === 'ECONNREFUSED';
    throw new UsageError(unreachable ? `Nothing answers at ${endpoint}: npm start first.` : error.message, {
      cause: error,
    });
  });
  answer.Entries?.forEach(({ EventId, ErrorCode, ErrorMessage }, index) => {
    const { Source, DetailType } = Entries[index] ?? {};
    console.log(`${Source} / ${DetailType}: ${EventId ?? `${ErrorCode}: ${ErrorMessage}`}`);
  });
  if (answer.FailedEntryCount) process.exitCode = 1;
}

function sampleFile(name: string): string | undefined {
  if (existsSync(name)) return name;
  // The newest version of the sample in the event's folder.
  return globSync(join('events', name, 'v*.sample.json'))
    .sort()
    .at(-1);
}

function eventNames(): string[] {
  return [...new Set(globSync('events/*/v*.sample.json').map((file) => file.split(/[\\/]/)[1] ?? ''))].sort();
}
