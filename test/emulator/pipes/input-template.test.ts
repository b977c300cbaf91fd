import { InputTemplate, unknownPlaceholders } from '../../../emulator/services/pipes/events/input-template.ts';

const context = {
  pipeArn: 'arn:pipe',
  pipeName: 'orders',
  sourceArn: 'arn:source',
  targetArn: 'arn:target',
  ingestionTime: '2026-01-01T00:00:00.000Z',
};
const event = {
  messageId: 'm1',
  body: '{"user": "ana \\"a\\"", "items": [{"n": 1}, {"n": 2}], "total": 5}',
  attributes: { SenderId: 's' },
};
const apply = (template: string, value: unknown = event) => new InputTemplate(template).apply(value, context);

describe('an input template', () => {
  it('looks into a body that is JSON', () => {
    expect(
      JSON.parse(apply('{"user": <$.body.user>, "second": <$.body.items[1].n>, "all": <$.body.items[*].n>}')),
    ).toEqual({
      user: 'ana "a"',
      second: 2,
      all: [1, 2],
    });
    expect(JSON.parse(apply('<$.body>'))).toEqual(JSON.parse(event.body));
    expect(apply('<$.body>', { body: 'plain' })).toBe('"plain"');
  });

  it('writes values inside of quotes as text', () => {
    expect(apply('"Hello, <$.body.user> (<$.body.total>)"')).toBe('"Hello, ana \\"a\\" (5)"');
    expect(apply('"Items <$.body.items>"')).toBe('"Items [{n:1},{n:2}]"');
  });

  it('knows the reserved variables', () => {
    expect(
      JSON.parse(
        apply('{"a": "<aws.pipes.pipe-name>", "b": <aws.pipes.event.ingestion-time>, "c": "<aws.pipes.target-arn>"}'),
      ),
    ).toEqual({ a: 'orders', b: context.ingestionTime, c: 'arn:target' });
    expect(JSON.parse(apply('<aws.pipes.event>'))).toEqual(event);
    expect(JSON.parse(apply('<aws.pipes.event.json>'))).toMatchObject({ messageId: 'm1', body: { total: 5 } });
  });

  it('leaves nothing for what is not there', () => {
    expect(apply('{"a": <$.body.none>, "b": "x<$.none>y"}')).toBe('{"a": "", "b": "xy"}');
  });

  it('takes escaped brackets and static text as they are', () => {
    expect(apply('"a \\<b\\> c"')).toBe('"a <b> c"');
    expect(unknownPlaceholders('{"a": <$.b>, "c": <aws.pipes.colour>}')).toEqual(['aws.pipes.colour']);
  });
});
