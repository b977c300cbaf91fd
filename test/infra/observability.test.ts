import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { STAGE_NAMES } from '../../lib/config.ts';
import { stackTagsOf, templateOf, templatesOf } from './support/templates.ts';

const alarm = z.object({
  Properties: z.looseObject({
    AlarmName: z.string(),
    AlarmDescription: z.string(),
    AlarmActions: z.array(z.unknown()).length(1),
    OKActions: z.array(z.unknown()).length(1),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
    Metrics: z.array(z.looseObject({})).max(11).optional(),
  }),
});

const alarmsOf = (template: Template) =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((found) => alarm.parse(found).Properties);

const namesOf = (templates: readonly Template[], type: string, property: string) =>
  templates
    .flatMap((template) => Object.values(template.findResources(type)))
    .map(({ Properties }) => String(Properties[property]));

describe.each(STAGE_NAMES)('what looks after %s', (stage) => {
  const template = templateOf(stage, 'observability');
  const all = templatesOf(stage);
  const alarms = alarmsOf(template);
  const watched = JSON.stringify(alarms);

  test('watches every function, state machine and dead-letter queue there is', () => {
    const functions = namesOf(all, 'AWS::Lambda::Function', 'FunctionName');
    const machines = namesOf(all, 'AWS::StepFunctions::StateMachine', 'StateMachineName');
    const deadLetters = namesOf(all, 'AWS::SQS::Queue', 'QueueName').filter((name) => name.endsWith('-dead-letters'));
    for (const name of functions) expect(watched).toContain(`{"Name":"FunctionName","Value":"${name}"}`);
    for (const name of machines) expect(watched).toContain(`:stateMachine:${name}"`);
    for (const name of deadLetters) expect(watched).toContain(`{"Name":"QueueName","Value":"${name}"}`);
    expect([functions.length > 40, machines.length > 5, deadLetters.length > 5]).toEqual([true, true, true]);
  });

  test('costs what docs/costs.md says of alarms in prod', () => {
    const inAll = all.flatMap((one) => Object.keys(one.findResources('AWS::CloudWatch::Alarm'))).length;
    const costs = readFileSync(join(__dirname, '../../docs/costs.md'), 'utf8');
    // In a project that npm run new-workflow has added to there are more.
    if (stage === 'prod') expect(Number(/prod has (\d+) of them/.exec(costs)?.[1])).toBeLessThanOrEqual(inAll);
  });

  test('tells one topic of what goes wrong and of what is well again', () => {
    const topics = new Set(
      alarms
        .flatMap(({ AlarmActions, OKActions }) => [...AlarmActions, ...OKActions])
        .map((action) => JSON.stringify(action)),
    );
    expect(topics.size).toBe(1);
  });

  test('speaks of its topic in the clear to nobody', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      }),
    });
  });

  test('draws a dashboard for each domain and one for the way of the user', () => {
    const names = namesOf([template], 'AWS::CloudWatch::Dashboard', 'DashboardName');
    const domains = ['api', 'chat', 'images', 'journey', 'logs', 'notifications', 'platform'];
    // There may be more: npm run new-workflow adds domains.
    expect(names).toEqual(expect.arrayContaining(domains.map((domain) => `telar-${stage}-${domain}`)));
  });

  test('has a budget for this stage alone that speaks to the same topic', () => {
    expect(new Set(stackTagsOf(stage).map(({ deployment }) => deployment))).toEqual(new Set([`telar-${stage}`]));
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { CostFilters: { TagKeyValue: [`user:deployment$telar-${stage}`] } },
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({ Subscribers: [Match.objectLike({ SubscriptionType: 'SNS' })] }),
      ]),
    });
  });

  test('keeps the figures of the application apart from those of other stages', () => {
    const own = `Telar/${stage}`;
    const written = all
      .flatMap((template) => Object.values(template.findResources('AWS::Lambda::Function')))
      .map(({ Properties }) => Properties.Environment.Variables.POWERTOOLS_METRICS_NAMESPACE);
    expect([...new Set(written)]).toEqual([own]);
    const read = JSON.stringify(template.toJSON()).match(/Telar\/\w+/g);
    expect([...new Set(read)]).toEqual([own]);
  });

  test('can be deleted alone, as can each domain that it watches: only the ids of APIs come from elsewhere', () => {
    const imported = [...JSON.stringify(template.toJSON()).matchAll(/"Fn::ImportValue":"([^"]*)"/g)].map(
      ([, name = '']) => name,
    );
    expect([...new Set(imported)].filter((name) => !/Api/.test(name))).toEqual([]);
  });
});
