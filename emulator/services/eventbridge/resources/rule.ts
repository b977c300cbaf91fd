import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { json, number, tags, text } from '../../../template/scalars.ts';
import { busNameOf } from '../arns.ts';
import { eventsAccess } from '../operations/access.ts';
import { ruleOf } from '../operations/rules.ts';
import type { Buses } from '../state/buses.ts';
import type { Rule } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { addTargets } from '../targets/add-targets.ts';
import type { TargetKinds } from '../targets/kinds.ts';
import { patternText } from './pattern-text.ts';

const target = z.strictObject({
  Id: text,
  Arn: text,
  RoleArn: text.optional(),
  Input: text.optional(),
  InputPath: text.optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), text).optional(), InputTemplate: text })
    .optional(),
  HttpParameters: z
    .strictObject({
      PathParameterValues: z.array(text).optional(),
      HeaderParameters: z.record(z.string(), text).optional(),
      QueryStringParameters: z.record(z.string(), text).optional(),
    })
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: text }).optional(),
  DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
  RetryPolicy: z
    .strictObject({ MaximumRetryAttempts: number.optional(), MaximumEventAgeInSeconds: number.optional() })
    .optional(),
});

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  EventBusName: text.optional(),
  EventPattern: json.optional(),
  ScheduleExpression: text.optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).optional(),
  RoleArn: text.optional(),
  Targets: z.array(target).optional(),
  Tags: tags.optional(),
});

type Properties = z.output<typeof schema>;

interface Deps {
  readonly buses: Buses;
  readonly rules: Rules;
  readonly kinds: TargetKinds;
  readonly account: Account;
  readonly clock: Clock;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export function ruleResource(deps: Deps) {
  const { rules, kinds, account } = deps;
  const put = (properties: Properties, name: string) => {
    const input = { ...properties, Name: name, EventPattern: patternText(properties.EventPattern), Tags: undefined };
    const rule = ruleOf({ ...deps, access: eventsAccess(account) }, input);
    const targets = properties.Targets?.length ? addTargets({ ...rule, targets: [] }, properties.Targets, kinds) : [];
    return deployed(rules.put({ ...rule, targets, tags: properties.Tags ?? {} }));
  };
  return resourceType({
    type: 'AWS::Events::Rule',
    schema,
    attributes: ['Arn'],
    createOnly: ['Name', 'EventBusName'],
    create: (properties, context) => put(properties, properties.Name ?? context.generateName({ maxLength: 64 })),
    update: ({ properties, physicalId }) => put(properties, nameOf(physicalId)),
    delete({ physicalId, properties }) {
      const rule = rules.find(busNameOf(properties.EventBusName), nameOf(physicalId));
      if (rule) rules.delete(rule);
    },
  });
}

/** `Ref` gives the name; with a bus of its own, the bus is before it, as on AWS. */
const deployed = ({ arn, bus, name }: Rule) => ({
  physicalId: bus === 'default' ? name : `${bus}|${name}`,
  attributes: { Arn: arn },
});

const nameOf = (physicalId: string) => physicalId.replace(/^.*\|/, '');
