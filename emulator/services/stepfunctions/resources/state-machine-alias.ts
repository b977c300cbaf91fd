import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { checkAliasName, checkRouting } from '../operations/aliases.ts';
import type { OperationDeps } from '../operations/deps.ts';

type Deps = Pick<OperationDeps, 'machines' | 'clock'>;

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  RoutingConfiguration: z
    .array(z.strictObject({ StateMachineVersionArn: text, Weight: number }))
    .min(1)
    .optional(),
  DeploymentPreference: z
    .strictObject({
      StateMachineVersionArn: text,
      Type: z.enum(['LINEAR', 'ALL_AT_ONCE', 'CANARY']),
      Percentage: number.optional(),
      Interval: number.optional(),
      Alarms: z.array(text).optional(),
    })
    .optional(),
});

type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachinealias.html */
export const stateMachineAliasType = (deps: Deps) =>
  resourceType({
    type: 'AWS::StepFunctions::StateMachineAlias',
    schema,
    inert: { DeploymentPreference: 'The version gets all traffic at once: nothing is shifted gradually here.' },
    attributes: ['Arn'],
    createOnly: ['Name'],
    create: (properties, { generateName }) => put(deps, properties.Name ?? generateName({ maxLength: 80 }), properties),
    update: ({ physicalId, properties }) => put(deps, physicalId.slice(physicalId.lastIndexOf(':') + 1), properties),
    delete: ({ physicalId }) => deps.machines.store.deleteAlias(physicalId),
  });

function put({ machines, clock }: Deps, name: string, properties: Properties) {
  const routing = routingOf(properties);
  const machineArn = checkRouting(machines, routing);
  const arn = `${machineArn}:${checkAliasName(name)}`;
  const now = clock.now();
  const createdAt = machines.store.alias(arn)?.createdAt ?? now;
  machines.store.putAlias({
    arn,
    machineArn,
    name,
    description: properties.Description,
    routing,
    createdAt,
    updatedAt: now,
  });
  return { physicalId: arn, attributes: { Arn: arn } };
}

function routingOf({
  RoutingConfiguration: routing,
  DeploymentPreference: preference,
}: Properties): RoutingConfigurationListItem[] {
  if (preference) return [{ stateMachineVersionArn: preference.StateMachineVersionArn, weight: 100 }];
  return (routing ?? []).map(({ StateMachineVersionArn, Weight }) => ({
    stateMachineVersionArn: StateMachineVersionArn,
    weight: Weight,
  }));
}
