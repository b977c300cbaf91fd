import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { LONG_PATIENCE, PATIENCE, type Patience, SHORT_PATIENCE } from '../../functions/shared/aws-client.ts';
import { templatesOf } from './support/templates.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const GATEWAY_TIMEOUT_SECONDS = 29;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_FUNCTION_TIME = 6;

const reference = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).or(z.object({ Ref: z.string() }));
const lambda = z.object({ Properties: z.looseObject({ FunctionName: z.string(), Timeout: z.number() }) });
const permission = z.object({
  Properties: z.looseObject({ Principal: z.unknown(), FunctionName: reference.or(z.unknown()) }),
});
const mapping = z.object({
  Properties: z.looseObject({
    FunctionName: z.object({ Ref: z.string() }),
    EventSourceArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
    MaximumBatchingWindowInSeconds: z.number().default(0),
  }),
});
const queue = z.object({ Properties: z.looseObject({ QueueName: z.string(), VisibilityTimeout: z.number() }) });

describe('waiting', () => {
  const templates = templatesOf('prod');
  const functions = templates.flatMap((template) => {
    const gateway = Object.values(template.findResources('AWS::Lambda::Permission'))
      .map((found) => permission.parse(found).Properties)
      .filter(({ Principal }) => Principal === 'apigateway.amazonaws.com')
      .map(({ FunctionName }) => JSON.stringify(FunctionName));
    return Object.entries(template.findResources('AWS::Lambda::Function')).map(([id, found]) => {
      const { FunctionName: name, Timeout: seconds } = lambda.parse(found).Properties;
      return {
        name,
        seconds,
        behindGateway: gateway.some((target) => target.includes(id.replace(/Function[0-9A-F]{8}$/, ''))),
      };
    });
  });

  test('ends in a function before API Gateway gives up', () => {
    const behind = functions.filter(({ behindGateway }) => behindGateway);
    expect(behind.length).toBeGreaterThan(20);
    expect(behind.filter(({ seconds }) => seconds >= GATEWAY_TIMEOUT_SECONDS)).toEqual([]);
  });

  test('ends in the SDK, all attempts together, before it ends in the function', () => {
    // A route answers before its time is up, whatever it waits for: functions/shared/http/http-handler.ts.
    const steps = functions.filter(({ name }) => !readsAs(name, 'httpHandler('));
    const tooShort = steps.filter(({ name, seconds }) =>
      patienceOf(name).some(({ milliseconds, attempts }) => seconds * 1000 <= milliseconds * attempts),
    );
    expect(tooShort).toEqual([]);
    expect(steps.length).toBeGreaterThan(20);
  });

  test('for a message hides it from others for six times as long as the function may take', () => {
    const mapped = templatesOf('dev').flatMap((template) =>
      Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).map((found) => {
        const {
          FunctionName,
          EventSourceArn,
          MaximumBatchingWindowInSeconds: window,
        } = mapping.parse(found).Properties;
        const { Timeout } = lambda.parse(template.toJSON().Resources[FunctionName.Ref]).Properties;
        const source = queue.parse(template.toJSON().Resources[EventSourceArn['Fn::GetAtt'][0]]).Properties;
        return {
          name: source.QueueName,
          hidden: source.VisibilityTimeout,
          needed: VISIBILITY_PER_FUNCTION_TIME * Timeout + window,
        };
      }),
    );
    expect(mapped.filter(({ hidden, needed }) => hidden < needed)).toEqual([]);
    expect(mapped.map(({ name }) => name).sort()).toEqual(['telar-dev-chat-shards', 'telar-dev-files']);
  });
});

/** With which patience the handler of a function waits, by the clients that it makes. */
function patienceOf(functionName: string): Patience[] {
  return [
    ...(readsAs(functionName, '(LONG_CLIENT)') ? [LONG_PATIENCE] : []),
    ...(readsAs(functionName, '(SHORT_CLIENT)') ? [SHORT_PATIENCE] : [PATIENCE]),
  ];
}

const FUNCTIONS = join(__dirname, '../../functions');

/** The handlers by the names of their functions: functions/images/upload-status/handler.ts is `telar-prod-images-upload-status`. */
const HANDLERS = new Map(
  globSync('*/*/handler.ts', { cwd: FUNCTIONS }).map((file) => [
    `telar-prod-${dirname(file).replaceAll(sep, '-')}`,
    readFileSync(join(FUNCTIONS, file), 'utf8'),
  ]),
);

function readsAs(functionName: string, code: string): boolean {
  const handler = HANDLERS.get(functionName);
  if (handler === undefined) throw new Error(`${functionName} has no handler under ${FUNCTIONS}`);
  return handler.includes(code);
}
