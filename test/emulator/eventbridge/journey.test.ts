import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryTrace, Trace } from '../../../emulator/runtime/trace.ts';
import { createEventBridge } from '../../../emulator/services/eventbridge/service.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const ENTRY = { Source: 'shop', DetailType: 'Order Placed', Detail: '{"id": 1}', EventBusName: 'shop' };

const nextDelivery = (trace: Trace) =>
  new Promise<DeliveryTrace>((resolve) => {
    const stop = trace.subscribe((record) => {
      if (record.kind !== 'delivery') return;
      stop();
      resolve(record);
    });
  });

async function start() {
  const endpoint = await startEndpoint((ports) => [
    createEventBridge(ports),
    createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' }),
  ]);
  const events = new EventBridgeClient(endpoint.client);
  const sqs = new SQSClient(endpoint.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  await events.send(new CreateEventBusCommand({ Name: 'shop' }));
  const { RuleArn } = await events.send(
    new PutRuleCommand({ Name: 'orders', EventBusName: 'shop', EventPattern: '{"source": ["shop"]}' }),
  );
  const Targets = [{ Id: 'queue', Arn: QUEUE }];
  await events.send(new PutTargetsCommand({ Rule: 'orders', EventBusName: 'shop', Targets }));
  return {
    ...endpoint,
    events,
    sqs,
    QueueUrl,
    RuleArn,
    async close() {
      events.destroy();
      sqs.destroy();
      await endpoint.close();
    },
  };
}

describe('EventBridge over the wire, with SQS behind it', () => {
  it('delivers to a queue whose policy lets the rule in, and only to such a one', async () => {
    const it = await start();
    const refused = nextDelivery(it.trace);
    await it.events.send(new PutEventsCommand({ Entries: [ENTRY] }));
    await expect(refused).resolves.toMatchObject({
      outcome: 'dropped',
      reason: expect.stringContaining('NO_PERMISSIONS'),
    });

    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: QUEUE,
          Condition: { ArnEquals: { 'aws:SourceArn': it.RuleArn } },
        },
      ],
    });
    await it.sqs.send(new SetQueueAttributesCommand({ QueueUrl: it.QueueUrl, Attributes: { Policy } }));
    const delivered = nextDelivery(it.trace);
    const { Entries } = await it.events.send(new PutEventsCommand({ Entries: [ENTRY] }));
    await expect(delivered).resolves.toMatchObject({ outcome: 'delivered' });
    const { Messages } = await it.sqs.send(new ReceiveMessageCommand({ QueueUrl: it.QueueUrl }));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ id: Entries?.[0]?.EventId, detail: { id: 1 } });
    expect(it.faults).toEqual([]);
    await it.close();
  });

  it('lets a role put events only where a policy allows', async () => {
    const it = await start();
    const iam = new IAMClient(it.client);
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: 'producer', AssumeRolePolicyDocument }));
    const principal = it.identities.assumeForService(
      'arn:aws:iam::000000000000:role/producer',
      'lambda.amazonaws.com',
      's',
    );
    const credentials = it.identities.issueCredentials(principal);
    const producer = new EventBridgeClient({ ...it.client, credentials });
    const put = (entry: object) => producer.send(new PutEventsCommand({ Entries: [{ ...ENTRY, ...entry }] }));
    const allow = (...Statement: object[]) => {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      return iam.send(new PutRolePolicyCommand({ RoleName: 'producer', PolicyName: 'p', PolicyDocument }));
    };

    await allow();
    await expect(put({})).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/producer/s is not authorized to perform: events:PutEvents on resource: ' +
        'arn:aws:events:us-east-1:000000000000:event-bus/shop because no identity-based policy allows the events:PutEvents action',
    });

    const Condition = { StringEquals: { 'events:source': 'shop' } };
    await allow({ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*', Condition });
    await expect(put({})).resolves.toMatchObject({ FailedEntryCount: 0 });
    await expect(put({ Source: 'other' })).rejects.toMatchObject({ name: 'AccessDeniedException' });

    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*' }],
    });
    await it.events.send(new PutPermissionCommand({ EventBusName: 'shop', Policy }));
    await expect(put({ Source: 'other' })).resolves.toMatchObject({ FailedEntryCount: 0 });
    iam.destroy();
    producer.destroy();
    await it.close();
  });

  it("answers a bad pattern with AWS's words", async () => {
    const it = await start();
    const Event = JSON.stringify({ id: '1', account: '1', source: 's', time: 't', region: 'r', 'detail-type': 'd' });
    const test = (EventPattern: string) => it.events.send(new TestEventPatternCommand({ EventPattern, Event }));
    await expect(test('{"source": ["s"]}')).resolves.toMatchObject({ Result: true });
    await expect(test('{"source": "s"}')).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: expect.stringContaining(
        'Event pattern is not valid. Reason: "source" must be an object or an array\n at ',
      ),
    });
    await it.close();
  });
});
