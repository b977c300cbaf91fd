import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEmulator } from './support/emulator.ts';
import { repeat, row, spread } from './support/figures.ts';
import { cannedServer, requestsPerSecond } from './support/http-load.ts';

const RUNS = 3;
const SECONDS = 3;
const CONNECTIONS = 32;
const BUS = 'bench';

/** PutEvents over HTTP, stored before it is answered, beside a server with a canned answer in the same run. */
export async function putEvents(): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'telar-bench-'));
  const canned = await cannedServer();
  const emulator = await startEmulator(['--data-dir', data]);
  try {
    await prepare(emulator.endpoint);
    const measure = (endpoint: string, source: string) =>
      requestsPerSecond({
        endpoint,
        connections: CONNECTIONS,
        seconds: SECONDS,
        headers: HEADERS,
        body: entry(source),
      });
    const runs = await repeat(RUNS, async () => ({
      canned: await measure(canned.endpoint, 'none'),
      unmatched: await measure(emulator.endpoint, 'none'),
      archived: await measure(emulator.endpoint, 'archived'),
      delivered: await measure(emulator.endpoint, 'bench'),
    }));
    return [
      row('canned answer, node:http', spread(runs.map((run) => run.canned)), '/s'),
      row('PutEvents that no rule matches', spread(runs.map((run) => run.unmatched)), '/s'),
      row('PutEvents stored in an archive', spread(runs.map((run) => run.archived)), '/s'),
      row('PutEvents stored for a queue, and delivered', spread(runs.map((run) => run.delivered)), '/s'),
      row('  unmatched beside the canned answer', spread(runs.map((run) => run.unmatched / run.canned)), '×'),
      row('  archived beside the canned answer', spread(runs.map((run) => run.archived / run.canned)), '×'),
      row('  delivered beside the canned answer', spread(runs.map((run) => run.delivered / run.canned)), '×'),
    ];
  } finally {
    canned.stop();
    await emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const HEADERS = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'AWSEvents.PutEvents',
  authorization:
    'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/events/aws4_request, SignedHeaders=host, Signature=x',
};

const entry = (Source: string) =>
  JSON.stringify({
    Entries: [
      {
        Source,
        DetailType: 'Bench',
        EventBusName: BUS,
        Detail: JSON.stringify({ metadata: { version: '1' }, data: { text: 'x'.repeat(300) } }),
      },
    ],
  });

async function prepare(endpoint: string): Promise<void> {
  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const events = new EventBridgeClient(options);
  const sqs = new SQSClient(options);
  const Arn = `arn:aws:sqs:us-east-1:000000000000:${BUS}`;
  const Statement = [
    { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Arn },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await sqs.send(new CreateQueueCommand({ QueueName: BUS, Attributes: { Policy } }));
  const { EventBusArn: EventSourceArn } = await events.send(new CreateEventBusCommand({ Name: BUS }));
  const EventPattern = '{"source": ["archived"]}';
  await events.send(new CreateArchiveCommand({ ArchiveName: BUS, EventSourceArn, EventPattern }));
  await events.send(new PutRuleCommand({ Name: BUS, EventBusName: BUS, EventPattern: '{"source": ["bench"]}' }));
  await events.send(new PutTargetsCommand({ Rule: BUS, EventBusName: BUS, Targets: [{ Id: 'queue', Arn }] }));
  events.destroy();
  sqs.destroy();
}
