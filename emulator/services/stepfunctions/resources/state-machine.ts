import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { type Deployed, type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { flag, json, number, tags, text } from '../../../template/scalars.ts';
import { stateMachineAlreadyExists, stateMachineDeleting } from '../api-errors.ts';
import { machineArn } from '../arns.ts';
import { MAX_NAME_CHARACTERS } from '../limits.ts';
import { type Configuration, insertMachine, reviseMachine } from '../machine-changes.ts';
import { deleteMachine } from '../machine-deletion.ts';
import type { OperationDeps } from '../operations/deps.ts';
import { checkLogging, checkName } from '../operations/names.ts';
import { definitionText } from './definition.ts';
import { replaceTags, tagList } from './tags.ts';

const logging = z.strictObject({
  Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).optional(),
  IncludeExecutionData: flag.optional(),
  Destinations: z
    .array(z.strictObject({ CloudWatchLogsLogGroup: z.strictObject({ LogGroupArn: text }).optional() }))
    .optional(),
});

const schema = z.strictObject({
  StateMachineName: text.optional(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  RoleArn: text,
  DefinitionString: text.optional(),
  Definition: json.optional(),
  DefinitionS3Location: z.strictObject({ Bucket: text, Key: text, Version: text.optional() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), text).optional(),
  LoggingConfiguration: logging.optional(),
  TracingConfiguration: z.strictObject({ Enabled: flag.optional() }).optional(),
  EncryptionConfiguration: z
    .strictObject({ Type: text, KmsKeyId: text.optional(), KmsDataKeyReusePeriodSeconds: number.optional() })
    .optional(),
  Tags: tags.default({}),
});

type Properties = z.output<typeof schema>;
type Deps = Pick<OperationDeps, 'account' | 'clock' | 'ids' | 'engine' | 'machines' | 'tags'>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export const stateMachineType = (deps: Deps) =>
  resourceType({
    type: 'AWS::StepFunctions::StateMachine',
    schema,
    inert: { EncryptionConfiguration: 'What is kept locally is not encrypted.' },
    attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
    createOnly: ['StateMachineName', 'StateMachineType'],
    create: (properties, context) => create(deps, properties, context),
    update: ({ physicalId, properties }, context) => update(deps, physicalId, properties, context),
    delete: ({ physicalId }) => deleteMachine(deps, physicalId),
  });

function create(deps: Deps, properties: Properties, context: ResourceContext): Deployed {
  const name = checkName(properties.StateMachineName ?? context.generateName({ maxLength: MAX_NAME_CHARACTERS }));
  const arn = machineArn(deps.account, name);
  // A start that was cut short may have left the machine without having noted it.
  const existing = deps.machines.store.find(arn);
  if (existing?.status === 'DELETING') throw stateMachineDeleting(arn);
  if (existing && existing.type !== properties.StateMachineType) throw stateMachineAlreadyExists(arn);
  if (existing) return update(deps, arn, properties, context);
  const configuration = configurationOf(deps, properties, context);
  const tags = tagList(properties.Tags);
  const machine = insertMachine(deps, { ...configuration, name, type: properties.StateMachineType, tags });
  return deployed(deps, machine.arn);
}

function update(deps: Deps, arn: string, properties: Properties, context: ResourceContext): Deployed {
  reviseMachine(deps, deps.machines.machine(arn), configurationOf(deps, properties, context));
  replaceTags(deps.tags, arn, properties.Tags);
  return deployed(deps, arn);
}

function deployed({ machines }: Deps, arn: string): Deployed {
  const machine = machines.machine(arn);
  const { revisionId = 'INITIAL' } = machines.store.revision(machine.revision);
  return { physicalId: arn, attributes: { Arn: arn, Name: machine.name, StateMachineRevisionId: revisionId } };
}

/** @throws AwsError InvalidDefinition, InvalidLoggingConfiguration */
function configurationOf(deps: Deps, properties: Properties, { assets }: ResourceContext): Configuration {
  const definition = definitionText(properties, assets);
  deps.machines.compile(definition, properties.StateMachineType);
  const logging = loggingOf(properties);
  checkLogging(logging);
  return {
    definition,
    roleArn: properties.RoleArn,
    logging,
    tracing: properties.TracingConfiguration?.Enabled ?? false,
  };
}

/** A level that the template leaves out is OFF, as is the whole configuration. */
function loggingOf({ LoggingConfiguration: given }: Properties): LoggingConfiguration {
  const destinations = (given?.Destinations ?? []).flatMap(({ CloudWatchLogsLogGroup: group }) =>
    group ? [{ cloudWatchLogsLogGroup: { logGroupArn: group.LogGroupArn } }] : [],
  );
  return {
    level: given?.Level ?? 'OFF',
    includeExecutionData: given?.IncludeExecutionData ?? false,
    ...(destinations.length > 0 ? { destinations } : {}),
  };
}
