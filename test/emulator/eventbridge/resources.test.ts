import type {
  DescribeArchiveCommandOutput,
  DescribeEventBusCommandOutput,
  DescribeRuleCommandOutput,
  ListRulesCommandOutput,
  ListTargetsByRuleCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { accountPrincipal } from '../../../emulator/door/principal.ts';
import { createSchemas } from '../../../emulator/services/schemas/service.ts';
import { assemblyOf, removeAssemblies, startDeployer } from '../template/support.ts';
import { cloud } from './support/cloud.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';

const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop', Tags: [{ Key: 'k', Value: 'v' }] } };
const archive = {
  Type: 'AWS::Events::Archive',
  Properties: {
    SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] },
    RetentionDays: '7',
    EventPattern: { source: [{ prefix: 'shop.' }] },
  },
};
const rule = (properties: object = {}) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['shop.orders'] },
    Targets: [
      { Id: 't', Arn: QUEUE, RetryPolicy: { MaximumRetryAttempts: 3 }, DeadLetterConfig: { Arn: `${QUEUE}-dead` } },
    ],
    ...properties,
  },
});
const outputs = { RuleRef: { Value: { Ref: 'Rule' } }, RuleArn: { Value: { 'Fn::GetAtt': ['Rule', 'Arn'] } } };

function start() {
  const it = cloud();
  const { account, store } = it;
  const schemas = createSchemas({ account, store, clock: it.clock });
  const { deployer } = startDeployer({ store, services: [it.events, schemas] });
  const stack = (Resources: Record<string, unknown>, Outputs: Record<string, unknown> = {}) =>
    assemblyOf({ app: { Resources, Outputs } }, undefined);
  return { ...it, deployer, schemas, stack };
}

afterAll(removeAssemblies);

describe('the resource types of EventBridge', () => {
  it('make a bus, an archive of it, and a rule with its targets', async () => {
    const it = start();
    await it.deployer.deploy(it.stack({ Bus: bus, Archive: archive, Rule: rule() }, outputs));
    const [listed] = (await it.call<object, ListRulesCommandOutput>('ListRules', { EventBusName: 'shop' })).Rules ?? [];
    expect(listed).toMatchObject({ EventPattern: '{"source":["shop.orders"]}', State: 'ENABLED' });
    expect(listed?.Name).toMatch(/^app-Rule-/);
    await expect(
      it.call<object, ListTargetsByRuleCommandOutput>('ListTargetsByRule', {
        EventBusName: 'shop',
        Rule: listed?.Name,
      }),
    ).resolves.toMatchObject({ Targets: [{ Id: 't', Arn: QUEUE, RetryPolicy: { MaximumRetryAttempts: 3 } }] });
    await expect(
      it.call<object, DescribeEventBusCommandOutput>('DescribeEventBus', { Name: 'shop' }),
    ).resolves.toMatchObject({
      Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/shop',
    });
    const stack = it.deployer.stacks.list()[0];
    expect(JSON.stringify(stack)).toContain(`shop|${listed?.Name}`);
    await it.close();
  });

  it('change a rule in place', async () => {
    const it = start();
    const first = it.stack({ Bus: bus, Rule: rule({ Name: 'r' }) });
    await it.deployer.deploy(first, undefined, { application: 'app' });
    const changed = rule({ Name: 'r', State: 'DISABLED', Targets: [] });
    await it.deployer.deploy(it.stack({ Bus: bus, Rule: changed }), undefined, { application: 'app' });
    const names = { EventBusName: 'shop', Name: 'r' };
    await expect(it.call<object, DescribeRuleCommandOutput>('DescribeRule', names)).resolves.toMatchObject({
      State: 'DISABLED',
    });
    await expect(
      it.call<object, ListTargetsByRuleCommandOutput>('ListTargetsByRule', { EventBusName: 'shop', Rule: 'r' }),
    ).resolves.toEqual({ Targets: [] });
    await it.close();
  });

  it('give back what they made', async () => {
    const it = start();
    await it.deployer.deploy(it.stack({ Bus: bus, Archive: archive, Rule: rule() }), undefined, { application: 'app' });
    await it.deployer.deploy(it.stack({ Other: { ...bus, Properties: { Name: 'other' } } }), undefined, {
      application: 'app',
    });
    await expect(it.call('DescribeEventBus', { Name: 'shop' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await it.close();
  });

  it('put statements into the policy of a bus', async () => {
    const it = start();
    const Statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*' };
    const policy = {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: { EventBusName: { Ref: 'Bus' }, StatementId: 's', Statement },
    };
    await it.deployer.deploy(it.stack({ Bus: bus, Policy: policy }), undefined, { application: 'app' });
    const describe = () => it.call<object, DescribeEventBusCommandOutput>('DescribeEventBus', { Name: 'shop' });
    expect(JSON.parse((await describe()).Policy ?? '')).toMatchObject({ Statement: [{ ...Statement, Sid: 's' }] });
    await it.deployer.deploy(it.stack({ Bus: bus }), undefined, { application: 'app' });
    expect((await describe()).Policy).toBeUndefined();
    await it.close();
  });

  it('take the older form of such a statement', async () => {
    const it = start();
    const Properties = { StatementId: 's', Action: 'events:PutEvents', Principal: '111122223333' };
    await it.deployer.deploy(it.stack({ Policy: { Type: 'AWS::Events::EventBusPolicy', Properties } }));
    const { Policy = '' } = await it.call<object, DescribeEventBusCommandOutput>('DescribeEventBus', {});
    expect(JSON.parse(Policy).Statement).toEqual([
      {
        Sid: 's',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Resource: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
      },
    ]);
    await it.close();
  });

  it('keep the archive of the template up to date', async () => {
    const it = start();
    const named = (properties: object) => ({
      ...archive,
      Properties: { ...archive.Properties, ArchiveName: 'a', ...properties },
    });
    await it.deployer.deploy(it.stack({ Bus: bus, Archive: named({}) }), undefined, { application: 'app' });
    await it.deployer.deploy(it.stack({ Bus: bus, Archive: named({ RetentionDays: 1 }) }), undefined, {
      application: 'app',
    });
    await expect(
      it.call<object, DescribeArchiveCommandOutput>('DescribeArchive', { ArchiveName: 'a' }),
    ).resolves.toMatchObject({
      RetentionDays: 1,
      EventPattern: '{"source":[{"prefix":"shop."}]}',
    });
    await it.close();
  });
});

describe('the resource types of the schema registry', () => {
  it('publish a schema, and another version when it changes', async () => {
    const it = start();
    it.door.add(it.schemas);
    const registry = { Type: 'AWS::EventSchemas::Registry', Properties: { RegistryName: 'shop' } };
    const schema = (title: string) => ({
      Type: 'AWS::EventSchemas::Schema',
      Properties: {
        RegistryName: { 'Fn::GetAtt': ['Registry', 'RegistryName'] },
        SchemaName: 'shop@Order',
        Type: 'JSONSchemaDraft4',
        Content: JSON.stringify({ title }),
      },
    });
    await it.deployer.deploy(it.stack({ Registry: registry, Schema: schema('one') }), undefined, {
      application: 'app',
    });
    await it.deployer.deploy(it.stack({ Registry: registry, Schema: schema('two') }), undefined, {
      application: 'app',
    });
    const described = await it.door.call<object, object>(
      { service: 'schemas', operation: 'DescribeSchema', principal: accountPrincipal(it.account) },
      { RegistryName: 'shop', SchemaName: 'shop@Order' },
    );
    expect(described).toMatchObject({ SchemaVersion: '2', Content: '{"title":"two"}' });
    await it.close();
  });
});
