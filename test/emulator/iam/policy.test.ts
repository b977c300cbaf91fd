import { conditionsHold } from '../../../emulator/services/iam/policy/conditions.ts';
import { parsePolicy } from '../../../emulator/services/iam/policy/document.ts';
import { evaluate, evaluateForAsker } from '../../../emulator/services/iam/policy/evaluate.ts';

const context = (values: Record<string, string[]> = {}) => new Map(Object.entries(values));
const question = (action: string, resource: string, values?: Record<string, string[]>) => ({
  action,
  resource,
  context: context(values),
});
const policy = (...Statement: object[]) => parsePolicy({ Version: '2012-10-17', Statement });

describe('policy evaluation', () => {
  it('is silent about what no statement names', () => {
    const statements = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' });
    expect(evaluate(statements, question('s3:PutObject', 'arn:aws:s3:::a/b'))).toBe('silent');
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::b/b'))).toBe('silent');
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::a/b'))).toBe('allow');
  });

  it('lets an explicit denial win over any permission, in whatever order', () => {
    const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const deny = { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::a/*' };
    for (const statements of [policy(allow, deny), policy(deny, allow)]) {
      expect(evaluate(statements, question('s3:DeleteObject', 'arn:aws:s3:::a/b'))).toBe('deny');
      expect(evaluate(statements, question('s3:DeleteObject', 'arn:aws:s3:::c/b'))).toBe('allow');
    }
  });

  it('compares actions without regard to case, and resources with regard to it', () => {
    const statements = policy({ Effect: 'Allow', Action: 'DynamoDB:put*', Resource: 'arn:aws:dynamodb:*:*:table/A' });
    expect(evaluate(statements, question('dynamodb:PutItem', 'arn:aws:dynamodb:us-east-1:000000000000:table/A'))).toBe(
      'allow',
    );
    expect(evaluate(statements, question('dynamodb:PutItem', 'arn:aws:dynamodb:us-east-1:000000000000:table/a'))).toBe(
      'silent',
    );
  });

  it('applies NotAction and NotResource to everything else', () => {
    const statements = policy({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret/*' });
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::open/x'))).toBe('allow');
    expect(evaluate(statements, question('iam:GetRole', 'arn:aws:s3:::open/x'))).toBe('silent');
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::secret/x'))).toBe('silent');
  });

  it('replaces policy variables in resources', () => {
    const statements = policy({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::home/${aws:username}/*',
    });
    const ana = { 'aws:username': ['ana'] };
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::home/ana/x', ana))).toBe('allow');
    expect(evaluate(statements, question('s3:GetObject', 'arn:aws:s3:::home/eva/x', ana))).toBe('silent');
  });

  it.each([
    [{ StringEquals: { k: 'a' } }, { k: ['a'] }, true],
    [{ StringEquals: { k: ['a', 'b'] } }, { k: ['b'] }, true],
    [{ StringEquals: { k: 'a' } }, {}, false],
    [{ StringEqualsIfExists: { k: 'a' } }, {}, true],
    [{ StringNotEquals: { k: 'a' } }, {}, true],
    [{ StringNotEquals: { k: ['a', 'b'] } }, { k: ['b'] }, false],
    [{ StringLike: { k: 'a*c' } }, { k: ['abc'] }, true],
    [{ NumericLessThanEquals: { k: 5 } }, { k: ['5'] }, true],
    [{ DateGreaterThan: { k: '2026-01-01T00:00:00Z' } }, { k: ['2026-01-02T00:00:00Z'] }, true],
    [{ Bool: { k: false } }, { k: ['false'] }, true],
    [{ Null: { k: true } }, {}, true],
    [{ Null: { k: 'false' } }, {}, false],
    [{ IpAddress: { k: '10.0.0.0/8' } }, { k: ['10.1.2.3'] }, true],
    [{ NotIpAddress: { k: '10.0.0.0/8' } }, { k: ['10.1.2.3'] }, false],
    [
      { ArnLike: { k: 'arn:aws:events:*:*:rule/x-*' } },
      { k: ['arn:aws:events:us-east-1:000000000000:rule/x-1'] },
      true,
    ],
    [{ 'ForAnyValue:StringEquals': { k: ['a'] } }, { k: ['b', 'a'] }, true],
    [{ 'ForAllValues:StringEquals': { k: ['a'] } }, { k: ['b', 'a'] }, false],
    [{ 'ForAllValues:StringEquals': { k: ['a'] } }, {}, true],
  ])('condition %j with %j holds: %s', (condition, values, expected) => {
    const [statement] = policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition });
    expect(conditionsHold(statement?.Condition ?? {}, context(values as Record<string, string[]>))).toBe(expected);
  });

  it('lets a resource policy that names the account leave the decision to the account', () => {
    const root = { arn: 'arn:aws:iam::000000000000:root', id: '000000000000' };
    const asker = { arns: ['arn:aws:iam::000000000000:role/r'], account: root };
    const byAccount = policy({ Effect: 'Allow', Principal: { AWS: root.arn }, Action: 'sqs:*', Resource: '*' });
    const byRole = policy({ Effect: 'Allow', Principal: { AWS: asker.arns[0] }, Action: 'sqs:*', Resource: '*' });
    expect(evaluateForAsker(byAccount, question('sqs:SendMessage', 'q'), asker)).toBe('delegate');
    expect(evaluateForAsker(byRole, question('sqs:SendMessage', 'q'), asker)).toBe('allow');
  });

  it('lets a resource policy allow a service for the sources it names', () => {
    const statements = policy({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:000000000000:rule/mine' } },
    });
    const from = (rule: string) =>
      question('sqs:SendMessage', 'q', { 'aws:sourcearn': [`arn:aws:events:us-east-1:000000000000:rule/${rule}`] });
    const events = { arns: [], service: 'events.amazonaws.com' };
    expect(evaluateForAsker(statements, from('mine'), events)).toBe('allow');
    expect(evaluateForAsker(statements, from('other'), events)).toBe('silent');
    expect(evaluateForAsker(statements, from('mine'), { arns: [], service: 's3.amazonaws.com' })).toBe('silent');
  });

  it('names what is wrong in a document', () => {
    expect(() => parsePolicy('{')).toThrow('not valid JSON');
    expect(() => policy({ Effect: 'Maybe', Action: 'a:b', Resource: '*' })).toThrow('Statement');
    expect(() => policy({ Effect: 'Allow', Resource: '*' })).toThrow('either Action or NotAction');
  });
});
