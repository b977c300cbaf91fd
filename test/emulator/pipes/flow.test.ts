import { CreatePipeCommand, type CreatePipeCommandInput, StopPipeCommand } from '@aws-sdk/client-pipes';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ARN, type Plumbing, ROLE, startPlumbing } from './support/plumbing.ts';

const FUNCTION = ARN('lambda', 'function:f');
const ENRICHER = ARN('lambda', 'function:enrich');
const MACHINE = ARN('states', 'stateMachine:m');
const SOURCE = ARN('sqs', 'source');

/** After which a message that was not deleted is seen again. */
const VISIBILITY_MILLISECONDS = 30_000;

interface QueueEvent {
  readonly messageId: string;
  readonly body: string;
}

describe('what a pipe does with messages', () => {
  let plumbing: Plumbing;
  let source: string;
  beforeEach(async () => {
    plumbing = await startPlumbing();
    source = await plumbing.queue('source');
  });
  afterEach(() => plumbing.close());
  const create = (input: Partial<CreatePipeCommandInput> = {}) =>
    plumbing.pipes.send(
      new CreatePipeCommand({ Name: 'p', Source: SOURCE, Target: FUNCTION, RoleArn: ROLE, ...input }),
    );
  const send = (body: unknown, more = {}) => plumbing.send(source, JSON.stringify(body), more);
  const left = async () => {
    await plumbing.pipes.send(new StopPipeCommand({ Name: 'p' }));
    plumbing.clock.advance(VISIBILITY_MILLISECONDS);
    return plumbing.receive(source);
  };

  it('lets others have their turn while the queue has more', async () => {
    const batches = 30;
    await Promise.all(Array.from({ length: batches * 10 }, () => send({ wanted: false })));
    let inThisTurn = 0;
    let most = 0;
    let turn = setImmediate(function next() {
      inThisTurn = 0;
      turn = setImmediate(next);
    });
    const emptied = new Promise<void>((resolve) => {
      let deleted = 0;
      const stop = plumbing.trace.subscribe((record) => {
        if (record.kind !== 'call' || record.operation !== 'DeleteMessageBatch') return;
        inThisTurn += 1;
        most = Math.max(most, inThisTurn);
        deleted += 1;
        if (deleted < batches) return;
        stop();
        resolve();
      });
    });

    await create({ SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"wanted":[true]}}' }] } } });
    plumbing.clock.advance(0);
    await emptied;

    clearImmediate(turn);
    expect(most).toBeLessThan(4);
    expect(plumbing.invocations).toEqual([]);
  });

  it('hands them to a function as a list, also one alone, and deletes them', async () => {
    const deleted = plumbing.called('DeleteMessageBatch');
    const { MessageId } = await send(
      { a: 1 },
      {
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      },
    );
    await create();
    await plumbing.delivered();
    await deleted;
    expect(plumbing.invocations).toEqual([
      {
        target: FUNCTION,
        type: 'RequestResponse',
        input: [
          {
            messageId: MessageId,
            receiptHandle: expect.any(String),
            body: '{"a":1}',
            attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }),
            messageAttributes: {
              kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
            },
            md5OfMessageAttributes: expect.any(String),
            md5OfBody: expect.any(String),
            eventSource: 'aws:sqs',
            eventSourceARN: SOURCE,
            awsRegion: 'us-east-1',
          },
        ],
      },
    ]);
    expect(await left()).toEqual([]);
  });

  it('gathers batches up to their size', async () => {
    for (const a of [1, 2, 3]) await send({ a });
    await create({ SourceParameters: { SqsQueueParameters: { BatchSize: 2 } } });
    await plumbing.delivered(2);
    const sizes = plumbing.invocations.map(({ input }) => (input as unknown[]).length);
    expect(sizes).toEqual([2, 1]);
  });

  it('drops what its filters do not let pass', async () => {
    await send({ kind: 'a', n: 1 });
    await send({ kind: 'b', n: 2 });
    await plumbing.send(source, 'plain text');
    const Filters = [{ Pattern: '{"body": {"kind": ["b"]}}' }, { Pattern: '{"body": {"n": [{"numeric": [">", 5]}]}}' }];
    await create({
      SourceParameters: { FilterCriteria: { Filters } },
      TargetParameters: { InputTemplate: '<$.body>' },
    });
    await plumbing.delivered();
    expect(plumbing.invocations.map(({ input }) => input)).toEqual([[{ kind: 'b', n: 2 }]]);
    expect(await left()).toEqual([]);
  });

  it('starts an execution that nobody waits for', async () => {
    await send({ a: 1 });
    await create({
      Target: MACHINE,
      TargetParameters: {
        InputTemplate: '{"a": <$.body.a>, "pipe": "<aws.pipes.pipe-name>"}',
        StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
      },
    });
    expect(await plumbing.delivered()).toMatchObject([
      { from: ARN('pipes', 'pipe/p'), to: MACHINE, outcome: 'delivered' },
    ]);
    expect(plumbing.invocations).toEqual([{ target: MACHINE, type: 'StartExecution', input: [{ a: 1, pipe: 'p' }] }]);
  });

  it('leaves in the queue what the target says it did not take', async () => {
    let round = 0;
    plumbing.answers.set(MACHINE, (input) => {
      round += 1;
      const [first] = input as QueueEvent[];
      return { payload: { batchItemFailures: round === 1 ? [{ itemIdentifier: first?.messageId }] : [] } };
    });
    for (const a of [1, 2]) await send({ a });
    const deleted = plumbing.called('DeleteMessageBatch');
    await create({ Target: MACHINE });
    expect(await plumbing.delivered()).toMatchObject([{ outcome: 'retrying', reason: '1 items failed' }]);
    await deleted;
    expect(await plumbing.delivered(1, VISIBILITY_MILLISECONDS)).toMatchObject([{ outcome: 'delivered' }]);
    const bodies = plumbing.invocations.map(({ input }) => (input as QueueEvent[]).map(({ body }) => body));
    expect(bodies).toEqual([['{"a":1}', '{"a":2}'], ['{"a":1}']]);
  });

  it.each([
    [
      'a function that throws',
      FUNCTION,
      { payload: { errorMessage: 'no' }, error: true },
      'failed: {"errorMessage":"no"}',
    ],
    ['a machine that fails', MACHINE, { error: true }, 'ended as FAILED: Broken: it broke'],
    [
      'items that it does not know',
      FUNCTION,
      { payload: { batchItemFailures: [{ itemIdentifier: 'x' }] } },
      'took no item',
    ],
    ['an empty item', FUNCTION, { payload: { batchItemFailures: [{ itemIdentifier: '' }] } }, 'took no item'],
  ])('tries the whole batch again after %s', async (_, Target, answer, reason) => {
    let round = 0;
    plumbing.answers.set(Target, () => {
      round += 1;
      return round === 1 ? answer : { payload: 'ok' };
    });
    await send({ a: 1 });
    await create({ Target });
    expect(await plumbing.delivered()).toMatchObject([
      { outcome: 'retrying', reason: expect.stringContaining(reason) },
    ]);
    expect(await plumbing.delivered(1, VISIBILITY_MILLISECONDS)).toMatchObject([{ outcome: 'delivered' }]);
    expect(await left()).toEqual([]);
  });

  it('hands a message over to the dead-letter queue of its source after as many tries as that says', async () => {
    const dead = await plumbing.queue('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: ARN('sqs', 'dead'), maxReceiveCount: 2 });
    await plumbing.sqs.send(new SetQueueAttributesCommand({ QueueUrl: source, Attributes: { RedrivePolicy } }));
    plumbing.answers.set(FUNCTION, () => ({ error: true }));
    await send({ a: 1 });
    await create();
    await plumbing.delivered();
    await plumbing.delivered(1, VISIBILITY_MILLISECONDS);
    expect(await left()).toEqual([]);
    expect(await plumbing.receive(dead)).toHaveLength(1);
  });

  it('asks an enrichment, which may make more or fewer events of a batch', async () => {
    plumbing.answers.set(ENRICHER, (input) => ({
      payload: (input as { n: number }[]).flatMap(({ n }) => (n === 1 ? [] : [{ n }, { n: n * 10 }])),
    }));
    for (const n of [1, 2]) await send({ n });
    await create({
      Enrichment: ENRICHER,
      EnrichmentParameters: { InputTemplate: '{"n": <$.body.n>}' },
      TargetParameters: { InputTemplate: '{"got": <$.n>}' },
    });
    await plumbing.delivered();
    expect(plumbing.invocations).toEqual([
      { target: ENRICHER, type: 'RequestResponse', input: [{ n: 1 }, { n: 2 }] },
      { target: FUNCTION, type: 'RequestResponse', input: [{ got: 2 }, { got: 20 }] },
    ]);
  });

  it('does not call the target when the enrichment answers nothing, and tries again when it fails', async () => {
    let round = 0;
    plumbing.answers.set(MACHINE, () => {
      round += 1;
      return round === 1 ? { error: true } : { payload: {} };
    });
    await send({ n: 1 });
    await create({ Enrichment: MACHINE });
    expect(await plumbing.delivered()).toMatchObject([{ outcome: 'retrying' }]);
    expect(await plumbing.delivered(1, VISIBILITY_MILLISECONDS)).toMatchObject([{ outcome: 'delivered' }]);
    expect(plumbing.invocations.map(({ target }) => target)).toEqual([MACHINE, MACHINE]);
    expect(await left()).toEqual([]);
  });

  it('acts as its role: what that may not do comes again', async () => {
    await plumbing.allow(['sqs:*']);
    await send({ n: 1 });
    await create();
    expect(await plumbing.delivered()).toMatchObject([
      {
        outcome: 'retrying',
        reason: expect.stringContaining(
          `assumed-role/pipe/p is not authorized to perform: lambda:InvokeFunction on resource: ${FUNCTION}`,
        ),
      },
    ]);
    await plumbing.allow('*');
    expect(await plumbing.delivered(1, VISIBILITY_MILLISECONDS)).toMatchObject([{ outcome: 'delivered' }]);
    expect(plumbing.invocations).toHaveLength(1);
  });
});
