import { z } from 'zod';
import { type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';

/** Names are at most this long: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const MAX_NAME_LENGTH = 100;

const ALL_AT_ONCE = 'an alias moves to its new version all at once here, and nothing is rolled back by alarms';

/**
 * What deploys Lambda aliases step by step on AWS: applications, their groups and how groups deploy.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CodeDeploy.html
 */
export const codeDeployResources: ResourceType[] = [
  named('AWS::CodeDeploy::Application', z.strictObject({ ApplicationName: text.optional() }), 'ApplicationName', [
    'ComputePlatform',
    'Tags',
  ]),
  named(
    'AWS::CodeDeploy::DeploymentConfig',
    z.strictObject({ DeploymentConfigName: text.optional() }),
    'DeploymentConfigName',
    ['ComputePlatform', 'MinimumHealthyHosts', 'TrafficRoutingConfig', 'ZonalConfig'],
  ),
  named(
    'AWS::CodeDeploy::DeploymentGroup',
    z.strictObject({ ApplicationName: text, DeploymentGroupName: text.optional() }),
    'DeploymentGroupName',
    [
      'AlarmConfiguration',
      'AutoRollbackConfiguration',
      'DeploymentConfigName',
      'DeploymentStyle',
      'ServiceRoleArn',
      'Tags',
      'TriggerConfigurations',
    ],
  ),
];

function named<Schema extends z.ZodType<Record<string, string | undefined>>>(
  type: string,
  schema: Schema,
  nameProperty: string,
  inert: readonly string[],
): ResourceType {
  return resourceType({
    type,
    schema,
    inert: Object.fromEntries(inert.map((property) => [property, ALL_AT_ONCE])),
    attributes: [],
    createOnly: [nameProperty],
    create: (properties, context) => ({
      physicalId: properties[nameProperty] ?? context.generateName({ maxLength: MAX_NAME_LENGTH }),
      attributes: {},
    }),
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete: () => undefined,
  });
}
