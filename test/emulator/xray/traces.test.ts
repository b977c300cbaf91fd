import { createSocket } from 'node:dgram';
import {
  BatchGetTracesCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from '@aws-sdk/client-xray';
import { createXRay, type XRayService } from '../../../emulator/services/xray/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const TRACE = '1-67890abc-0123456789abcdef01234567';

describe('X-Ray', () => {
  let cloud: Awaited<ReturnType<typeof startEndpoint>>;
  let xray: XRayService;
  let client: XRayClient;
  beforeAll(async () => {
    cloud = await startEndpoint((ports) => {
      xray = createXRay(ports);
      return [xray];
    });
    client = new XRayClient(cloud.client);
  });
  afterAll(() => cloud.close());

  const segment = (id: string, more: object = {}) =>
    JSON.stringify({ id, trace_id: TRACE, name: 'api', start_time: 1_700_000_000, end_time: 1_700_000_001.5, ...more });

  it('keeps segments, and tells of those that are none', async () => {
    const { UnprocessedTraceSegments } = await client.send(
      new PutTraceSegmentsCommand({
        TraceSegmentDocuments: [
          segment('0000000000000001', { annotations: { user: 'ana' } }),
          segment('0000000000000002', {
            parent_id: '0000000000000001',
            name: 'table',
            fault: true,
            origin: 'AWS::DynamoDB::Table',
          }),
          'no JSON',
          segment('short'),
        ],
      }),
    );

    expect(UnprocessedTraceSegments).toHaveLength(2);
    const { Traces, UnprocessedTraceIds } = await client.send(
      new BatchGetTracesCommand({ TraceIds: [TRACE, '1-00000000-000000000000000000000000'] }),
    );
    expect(Traces).toMatchObject([
      { Id: TRACE, Duration: 1.5, Segments: [{ Id: '0000000000000001' }, { Id: '0000000000000002' }] },
    ]);
    expect(UnprocessedTraceIds).toEqual(['1-00000000-000000000000000000000000']);
  });

  it('sums up the traces of a span of time', async () => {
    const { TraceSummaries } = await client.send(
      new GetTraceSummariesCommand({ StartTime: new Date(1_699_999_999_000), EndTime: new Date(1_700_000_001_000) }),
    );

    expect(TraceSummaries).toMatchObject([
      {
        Id: TRACE,
        Duration: 1.5,
        HasFault: true,
        HasError: false,
        EntryPoint: { Name: 'api' },
        Annotations: { user: [{ AnnotationValue: { StringValue: 'ana' } }] },
      },
    ]);
  });

  it('takes segments by datagram, as its daemon does', async () => {
    const [address, port] = xray.segments.daemonAddress()?.split(':') ?? [];
    const socket = createSocket('udp4');
    const id = '1-67890abc-aaaaaaaaaaaaaaaaaaaaaaaa';
    const document = JSON.stringify({ ...JSON.parse(segment('0000000000000009')), trace_id: id });
    await new Promise((resolve) =>
      socket.send(`{"format":"json","version":1}\n${document}`, Number(port), address, resolve),
    );
    socket.close();

    let found: unknown[] = [];
    while (found.length === 0) found = (await client.send(new BatchGetTracesCommand({ TraceIds: [id] }))).Traces ?? [];
    expect(found).toMatchObject([{ Id: id }]);
  });
});
