import { z } from 'zod';
import { CALL_TIMEOUT_MILLISECONDS, LONG_CALL_TIMEOUT_MILLISECONDS } from '../../functions/shared/aws-client.ts';
import { templatesOf } from './support/templates.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const GATEWAY_TIMEOUT_SECONDS = 29;

const reference = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).or(z.object({ Ref: z.string() }));
const lambda = z.object({ Properties: z.looseObject({ FunctionName: z.string(), Timeout: z.number() }) });
const permission = z.object({
  Properties: z.looseObject({ Principal: z.unknown(), FunctionName: reference.or(z.unknown()) }),
});

describe('waiting', () => {
  const functions = templatesOf('prod').flatMap((template) => {
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

  test('ends in the SDK before it ends in the function', () => {
    const tooShort = functions.filter(({ seconds }) => seconds * 1000 <= CALL_TIMEOUT_MILLISECONDS);
    expect(tooShort).toEqual([]);
    const short = functions.filter(({ seconds }) => seconds * 1000 <= LONG_CALL_TIMEOUT_MILLISECONDS);
    // They call Cognito alone.
    expect(short.map(({ name }) => name)).toEqual(['telar-prod-identity-welcome']);
  });
});
