import { existsSync, readFileSync } from 'node:fs';
import type { InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { makeEvent } from '../../../emulator/services/eventbridge/events/event.ts';
import { Transformer } from '../../../emulator/services/eventbridge/input-transformer.ts';
import { targetInput } from '../../../emulator/services/eventbridge/target-input.ts';

const context = {
  ruleArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
  ruleName: 'r',
  ingestionTime: '2026-01-01T00:00:00Z',
};

const event = (detail: string, detailType = 't', source = 's') =>
  makeEvent(LOCAL_ACCOUNT, { id: 'i', source, detailType, time: 0, resources: [], detail, parsed: JSON.parse(detail) });

const transform = (InputTemplate: string, InputPathsMap: Record<string, string> = {}, detail: unknown = {}) =>
  new Transformer({ InputTemplate, InputPathsMap }).apply(event(JSON.stringify(detail)).body, context);

describe('an input transformer', () => {
  it('writes values as JSON outside of quotes', () => {
    const paths = { a: '$.detail.a', b: '$.detail.b', c: '$.detail.c', d: '$.detail.d' };
    expect(transform('{"a":<a>,"b":<b>,"c":<c>,"d":<d>}', paths, { a: 'x"y', b: [1, 'z'], c: null, d: 1.5 })).toBe(
      '{"a":"x\\"y","b":[1,"z"],"c":null,"d":1.5}',
    );
  });

  it('writes values as text inside quotes, without the quotes of their own', () => {
    const paths = { a: '$.detail.a', b: '$.detail.b' };
    expect(transform('"<a> and <b>"', paths, { a: 'x"y', b: { k: ['v', { n: 1 }] } })).toBe(
      '"x\\"y and {k:[v,{n:1}]}"',
    );
  });

  it('leaves out what is not in the event', () => {
    expect(transform('{"a": <a>, "b": "-<a>-"}', { a: '$.detail.none' })).toBe('{"a": "", "b": "--"}');
  });

  it('knows the rule, the event and when it came in', () => {
    expect(
      transform('[<aws.events.rule-arn>, <aws.events.event.ingestion-time>, <aws.events.event>]', {}, { x: 1 }),
    ).toBe(
      '["arn:aws:events:us-east-1:000000000000:rule/r", "2026-01-01T00:00:00Z", {"version":"0","id":"i","detail-type":"t","source":"s","account":"000000000000","time":"1970-01-01T00:00:00Z","region":"us-east-1","resources":[]}]',
    );
    expect(JSON.parse(transform('{"e": <aws.events.event.json>}', {}, { x: 1 }))).toMatchObject({
      e: { detail: { x: 1 } },
    });
  });

  it('leaves escaped brackets and escaped quotes as they are', () => {
    expect(transform('"\\<b\\> say \\"<a>\\""', { a: '$.detail.a' }, { a: 'hi' })).toBe('"<b> say \\"hi\\""');
  });
});

interface Recorded {
  readonly id: string;
  readonly entries: readonly { readonly Detail: string; readonly DetailType: string; readonly Source: string }[];
  readonly expected_bodies: readonly unknown[];
  readonly input_path: string | null;
  readonly input_transformer: InputTransformer | null;
}

/** What AWS sent, where the recordings are at hand. */
const RECORDINGS = '../shared/conformance/corpus/dev/input_transformers.json';
const recorded: Recorded[] = existsSync(RECORDINGS) ? JSON.parse(readFileSync(RECORDINGS, 'utf8')) : [];

/** The recordings show bodies that are objects parsed, and times as a word. */
function shown(body: string): unknown {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) return body;
  return JSON.parse(body, (key, member) => (key === 'time' ? 'date' : member));
}

(recorded.length > 0 ? describe : describe.skip)("AWS's recorded inputs", () => {
  it.each(recorded.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    const target: Target = {
      Id: 't',
      Arn: 'a',
      ...(entry.input_path ? { InputPath: entry.input_path } : {}),
      ...(entry.input_transformer ? { InputTransformer: entry.input_transformer } : {}),
    };
    const bodies = entry.entries.map(({ Detail, DetailType, Source }) =>
      shown(targetInput(target, event(Detail, DetailType, Source), context)),
    );
    expect(bodies).toEqual(entry.expected_bodies);
  });
});
