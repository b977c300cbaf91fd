import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { DescribeMapRunOutput, HistoryEvent, ListExecutionsOutput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../emulator/door/errors.ts';
import { machineRoom, only, settle } from './support/machine-room.ts';

/** A bucket to stand behind the readers and writers of Map states. */
function bucket(objects: Record<string, string | Uint8Array>) {
  const kept = new Map(Object.entries(objects));
  const service = {
    name: 's3',
    sdk: '@aws-sdk/client-s3',
    operations: {
      GetObject: ({ Key }: { Key: string }) => {
        const body = kept.get(Key);
        if (body === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
        return { Body: typeof body === 'string' ? Buffer.from(body) : body };
      },
      ListObjectsV2: ({ Prefix = '', MaxKeys = 1_000, ContinuationToken = '' }: ListObjectsV2Request) => {
        const keys = [...kept.keys()].filter((key) => key.startsWith(Prefix) && key > ContinuationToken).sort();
        const page = keys.slice(0, Math.min(MaxKeys, 2));
        const more = page.length < keys.length;
        return { Contents: page.map((Key) => ({ Key })), ...(more ? { NextContinuationToken: page.at(-1) } : {}) };
      },
      PutObject: ({ Key, Body }: { Key: string; Body: Uint8Array }) => {
        kept.set(Key, Buffer.from(Body).toString());
        return {};
      },
    },
  };
  return { kept, service };
}

const PASS = { Pass: { Type: 'Pass', End: true } };

/** A Map state in DISTRIBUTED mode whose children answer their input unless told otherwise. */
const distributed = (fields: object, states: object = PASS, executionType = 'STANDARD') =>
  only({
    Type: 'Map',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
      StartAt: Object.keys(states)[0],
      States: states,
    },
    ...fields,
  });

const reader = (ReaderConfig: object, Key = 'items') => ({
  ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket: 'data', Key } },
});

const types = (events: readonly HistoryEvent[]) => events.map(({ type }) => type);

/** Fails for the items that are odd. */
const PICKY = {
  Odd: { Type: 'Choice', Choices: [{ Variable: '$.odd', BooleanEquals: true, Next: 'Bad' }], Default: 'Good' },
  Bad: { Type: 'Fail', Error: 'Odd', Cause: 'it is odd' },
  Good: { Type: 'Pass', End: true },
};

describe('A Map state in DISTRIBUTED mode', () => {
  test('runs a child execution for each item and reports only its Map Run', async () => {
    const room = await machineRoom();
    const { result, events, executionArn } = await room.run(distributed({}), [1, 2, 3]);
    expect(result).toEqual([1, 2, 3]);
    expect(types(events)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    const { mapRuns = [] } = await room.call<ListMapRunsOutput>('ListMapRuns', { executionArn });
    const mapRunArn = mapRuns[0]?.mapRunArn;
    const run = await room.call<DescribeMapRunOutput>('DescribeMapRun', { mapRunArn });
    expect(run).toMatchObject({ status: 'SUCCEEDED', itemCounts: { succeeded: 3, total: 3 } });
    const children = await room.call<ListExecutionsOutput>('ListExecutions', { mapRunArn });
    expect(children.executions).toHaveLength(3);
  });

  test('runs children of the Express type too', async () => {
    const room = await machineRoom();
    const { result } = await room.run(distributed({}, PASS, 'EXPRESS'), [{ a: 1 }]);
    expect(result).toEqual([{ a: 1 }]);
  });

  test('puts items together into batches with what they share', async () => {
    const room = await machineRoom();
    const batcher = { MaxItemsPerBatch: 2, BatchInput: { 'day.$': '$.day' } };
    const { result } = await room.run(distributed({ ItemsPath: '$.items', ItemBatcher: batcher }), {
      day: 'Monday',
      items: [1, 2, 3],
    });
    expect(result).toEqual([
      { BatchInput: { day: 'Monday' }, Items: [1, 2] },
      { BatchInput: { day: 'Monday' }, Items: [3] },
    ]);
  });

  test('fails once more children have failed than it tolerates', async () => {
    const room = await machineRoom();
    const items = [{ odd: true }, { odd: false }, { odd: true }];
    const { status, error, events } = await room.run(distributed({ ToleratedFailureCount: 1 }, PICKY), items);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(types(events)).toContain('MapRunFailed');
  });

  test('shows a child that failed, and is tolerated, as the execution that it is', async () => {
    const room = await machineRoom();
    const { result } = await room.run(distributed({ ToleratedFailurePercentage: 50 }, PICKY), [
      { odd: false },
      { odd: true },
    ]);
    expect(result).toEqual([
      { odd: false },
      expect.objectContaining({ Status: 'FAILED', Error: 'Odd', Cause: 'it is odd', Input: '{"odd":true}' }),
    ]);
  });

  test('runs no more children at once than MaxConcurrency, which may change meanwhile', async () => {
    const room = await machineRoom();
    const waits = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
    const definition = distributed({ MaxConcurrency: 2 }, waits);
    const executionArn = await room.start(await room.create(definition), [1, 2, 3, 4]);
    await settle();
    const { mapRuns = [] } = await room.call<ListMapRunsOutput>('ListMapRuns', { executionArn });
    const mapRunArn = mapRuns[0]?.mapRunArn;
    const running = async () => {
      const { itemCounts } = await room.call<DescribeMapRunOutput>('DescribeMapRun', { mapRunArn });
      return itemCounts?.running;
    };
    expect(await running()).toBe(2);
    await room.call('UpdateMapRun', { mapRunArn, maxConcurrency: 3 });
    await settle();
    expect(await running()).toBe(3);
    await room.call('StopExecution', { executionArn });
    await settle();
    const { status } = await room.call<DescribeMapRunOutput>('DescribeMapRun', { mapRunArn });
    expect(status).toBe('ABORTED');
  });
});

describe('Items are read from S3', () => {
  const read = async (objects: Record<string, string | Uint8Array>, fields: object) => {
    const room = await machineRoom({ services: [bucket(objects).service] });
    return room.run(distributed(fields));
  };
  const CSV = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

  test.each([
    ['a JSON list', '[1,{"a":2}]', { InputType: 'JSON' }, [1, { a: 2 }]],
    ['a list inside a JSON document', '{"a/b":[[1,2]]}', { InputType: 'JSON', ItemsPointer: '/a~1b/0' }, [1, 2]],
    ['JSON Lines', '{"a":1}\n\n2\n', { InputType: 'JSONL' }, [{ a: 1 }, 2]],
    ['a CSV file', 'a,b\r\n1,"x, ""y"""\r\n', CSV, [{ a: '1', b: 'x, "y"' }]],
    [
      'a CSV file whose columns the state names',
      '1;2\n3;4',
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'SEMICOLON' },
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a file compressed with gzip', gzipSync('[1]'), { InputType: 'JSON' }, [1]],
    ['a file compressed with Zstandard', zstdCompressSync('a\n1'), CSV, [{ a: '1' }]],
    ['as many as MaxItems allows', '[1,2,3]', { InputType: 'JSON', MaxItems: 2 }, [1, 2]],
  ])('%s', async (_what, object, config, expected) => {
    const { result, events } = await read({ items: object }, reader(config));
    expect(result).toEqual(expected);
    expect(events.find(({ type }) => type === 'MapStateStarted')?.mapStateStartedEventDetails).toEqual({ length: 0 });
  });

  test('from the files of an inventory', async () => {
    const manifest = {
      destinationBucket: 'arn:aws:s3:::data',
      fileSchema: 'Bucket, Key',
      files: [{ key: 'part-1' }, { key: 'part-2' }],
    };
    const objects = { items: JSON.stringify(manifest), 'part-1': gzipSync('"b","k1"'), 'part-2': '"b","k2"' };
    const { result } = await read(objects, reader({ InputType: 'MANIFEST' }));
    expect(result).toEqual([
      { Bucket: 'b', Key: 'k1' },
      { Bucket: 'b', Key: 'k2' },
    ]);
  });

  test('from the files that Athena unloaded', async () => {
    const objects = { items: 's3://data/part-1\ns3://data/part-2\n', 'part-1': '1\n2', 'part-2': '3' };
    const { result } = await read(objects, reader({ ManifestType: 'ATHENA_DATA', InputType: 'JSONL' }));
    expect(result).toEqual([1, 2, 3]);
  });

  const listing = (ReaderConfig: object) => ({
    ItemReader: {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      ReaderConfig,
      Parameters: { Bucket: 'data', Prefix: 'in/' },
    },
  });
  const OBJECTS = { 'in/a': '[1]', 'in/b': '[2]', 'in/c': '[3,4]', other: '[9]' };

  test('as the list of objects, page by page', async () => {
    const { result } = await read(OBJECTS, listing({}));
    expect(result).toEqual([{ Key: 'in/a' }, { Key: 'in/b' }, { Key: 'in/c' }]);
  });

  test('as what all the objects of a list hold', async () => {
    const { result } = await read(OBJECTS, listing({ Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSON' }));
    expect(result).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ['an object that is not there', {}, /The specified key does not exist/],
    ['an object that is no JSON', { items: '[1' }, /Failed to parse/],
    ['a document that is no list', { items: '"text"' }, /non-iterable/],
  ])('and %s fails the state with States.ItemReaderFailed', async (_what, objects, why) => {
    const { status, error, cause } = await read(objects, reader({ InputType: 'JSON' }));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(cause).toMatch(why);
  });

  test('but not from Parquet, which is refused when the state machine is created', async () => {
    const room = await machineRoom();
    await expect(room.create(distributed(reader({ InputType: 'PARQUET' })))).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining('Parquet files are not read locally'),
    });
  });
});

describe('Results', () => {
  const writer = (more: object = {}) => ({
    ToleratedFailurePercentage: 100,
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'data', Prefix: 'out' },
      ...more,
    },
  });

  test('are written to S3 by outcome with a manifest, which the state passes on', async () => {
    const { kept, service } = bucket({});
    const room = await machineRoom({ services: [service] });
    const { result } = await room.run(distributed(writer(), PICKY), [{ odd: true }, { odd: false }]);
    const { MapRunArn, ResultWriterDetails } = result as {
      MapRunArn: string;
      ResultWriterDetails: { Bucket: string; Key: string };
    };
    const folder = `out/${MapRunArn.slice(MapRunArn.lastIndexOf(':') + 1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'data', Key: `${folder}/manifest.json` });
    const text = (key: string) => String(kept.get(`${folder}/${key}`));
    expect(JSON.parse(text('manifest.json'))).toEqual({
      DestinationBucket: 'data',
      MapRunArn,
      ResultFiles: {
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: text('SUCCEEDED_0.json').length }],
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: text('FAILED_0.json').length }],
        PENDING: [],
      },
    });
    expect(JSON.parse(text('SUCCEEDED_0.json'))).toEqual([
      expect.objectContaining({
        Status: 'SUCCEEDED',
        Input: '{"odd":false}',
        Output: '{"odd":false}',
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      }),
    ]);
    expect(JSON.parse(text('FAILED_0.json'))).toEqual([
      expect.objectContaining({ Status: 'FAILED', Error: 'Odd', RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' }),
    ]);
  });

  test('are written as the outputs alone, a line each', async () => {
    const { kept, service } = bucket({});
    const room = await machineRoom({ services: [service] });
    await room.run(distributed(writer({ WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } })), [
      [1, 2],
      { a: 3 },
    ]);
    const [, body] = [...kept].find(([key]) => key.endsWith('SUCCEEDED_0.jsonl')) ?? [];
    expect(body).toBe('1\n2\n{"a":3}');
  });

  test.each([
    ['NONE', [expect.objectContaining({ Output: '[1,2]' }), expect.objectContaining({ Output: '3' })]],
    ['COMPACT', [[1, 2], 3]],
    ['FLATTEN', [1, 2, 3]],
  ])('stay in the execution with %s where no bucket is named', async (Transformation, expected) => {
    const room = await machineRoom();
    const definition = distributed({ ResultWriter: { WriterConfig: { Transformation, OutputType: 'JSON' } } });
    const { result } = await room.run(definition, [[1, 2], 3]);
    expect(result).toEqual(expected);
  });

  test('that cannot be written fail the state with States.ResultWriterFailed', async () => {
    const room = await machineRoom({
      services: [
        {
          name: 's3',
          sdk: '@aws-sdk/client-s3',
          operations: {
            PutObject: () => {
              throw new AwsError('NoSuchBucket', 'The specified bucket does not exist');
            },
          },
        },
      ],
    });
    const { error, cause } = await room.run(distributed(writer()), [1]);
    expect(error).toBe('States.ResultWriterFailed');
    expect(cause).toContain('The specified bucket does not exist');
  });
});
