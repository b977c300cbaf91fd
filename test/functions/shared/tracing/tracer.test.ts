import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { daemonSink } from '../../../../functions/shared/tracing/trace-sink.ts';
import { Tracer } from '../../../../functions/shared/tracing/tracer.ts';
import { startServer } from '../../support/recorded-server.ts';

const TRACE = '1-5759e988-bd862e3fe1be46a994272793';
const SEGMENT = '53995c3f42cd8ad8';
const SAMPLED = `Root=${TRACE};Parent=${SEGMENT};Sampled=1`;

function tracerWithin(header: string | undefined) {
  const documents: Record<string, unknown>[] = [];
  const sink = (document: Record<string, unknown>) => void documents.push(document);
  return { documents, tracer: new Tracer({ serviceName: 'images', sink, header: () => header }) };
}

describe('a tracer', () => {
  test('says what a step did, under the segment of the invocation, searchable by its annotations', async () => {
    const { documents, tracer } = tracerWithin(SAMPLED);
    await tracer.capture('## handler', { correlationId: 'c1' }, async () => 'done');
    await tracer.capture('## handler', { correlationId: 'c2' }, async () => 'done');

    expect(documents).toMatchObject([
      {
        type: 'subsegment',
        name: '## handler',
        trace_id: TRACE,
        parent_id: SEGMENT,
        annotations: { correlationId: 'c1', Service: 'images', ColdStart: true },
      },
      { annotations: { correlationId: 'c2', ColdStart: false } },
    ]);
  });

  test('says what went wrong, and lets it pass', async () => {
    const { documents, tracer } = tracerWithin(SAMPLED);
    await expect(tracer.capture('## handler', {}, () => Promise.reject(new RangeError('no')))).rejects.toThrow('no');
    expect(documents).toMatchObject([{ fault: true, cause: { exceptions: [{ type: 'RangeError', message: 'no' }] } }]);
  });

  test.each([
    ['is not sampled', `Root=${TRACE};Parent=${SEGMENT};Sampled=0`],
    ['is not there', undefined],
  ])('says nothing when the trace %s', async (_, header) => {
    const { documents, tracer } = tracerWithin(header);
    expect(await tracer.capture('## handler', {}, async () => 'done')).toBe('done');
    expect(documents).toEqual([]);
  });

  test('shows a call to AWS within the step, and tells the service to which it belongs', async () => {
    const server = await startServer({ status: 200, headers: { 'x-amzn-requestid': 'r1' }, body: '{}' });
    const { documents, tracer } = tracerWithin(SAMPLED);
    const client = tracer.captureAWSv3Client(new DynamoDBClient(server.client));
    try {
      await tracer.capture('## handler', {}, () =>
        client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } })),
      );
      const [call, step] = documents;
      expect(call).toMatchObject({
        name: 'DynamoDB',
        namespace: 'aws',
        parent_id: step?.id,
        aws: { operation: 'GetItem', request_id: 'r1', retries: 0 },
        http: { response: { status: 200 } },
      });
      expect(server.requests[0]?.headers['x-amzn-trace-id']).toBe(`Root=${TRACE};Parent=${call?.id};Sampled=1`);
    } finally {
      client.destroy();
      await server.close();
    }
  });

  test('hands its documents to the daemon, one a datagram', async () => {
    const daemon = createSocket('udp4');
    await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
    try {
      const datagram = once(daemon, 'message');
      daemonSink(`127.0.0.1:${daemon.address().port}`)({ name: 'one' });
      const [message] = await datagram;
      expect(String(message)).toBe('{"format": "json", "version": 1}\n{"name":"one"}');
    } finally {
      daemon.close();
    }
  });
});
