/** A deployed resource, as far as a suggestion needs it. */
export interface DeployedResource {
  readonly type: string;
  readonly physicalId?: string;
  readonly properties: unknown;
}

/** For the kinds of resource that a user starts with, the command that makes something happen or shows what did. */
const COMMANDS: readonly (readonly [string, (resource: Required<DeployedResource>) => string | undefined])[] = [
  ['AWS::S3::Bucket', (bucket) => (sendsEvents(bucket) ? `aws s3 cp photo.jpg s3://${bucket.physicalId}/` : undefined)],
  [
    'AWS::StepFunctions::StateMachine',
    (machine) =>
      isExpress(machine) ? undefined : `aws stepfunctions list-executions --state-machine-arn ${machine.physicalId}`,
  ],
  ['AWS::Events::EventBus', ({ physicalId }) => `aws events describe-event-bus --name ${physicalId}`],
  ['AWS::DynamoDB::Table', ({ physicalId }) => `aws dynamodb scan --table-name ${physicalId}`],
  ['AWS::DynamoDB::GlobalTable', ({ physicalId }) => `aws dynamodb scan --table-name ${physicalId}`],
  ['AWS::Lambda::Function', ({ physicalId }) => `aws logs tail /aws/lambda/${physicalId} --follow`],
  ['AWS::SQS::Queue', ({ physicalId }) => `aws sqs receive-message --queue-url ${physicalId}`],
];

const SHOWN = 3;

/**
 * Up to three lines to try with what was deployed, one for each kind of resource.
 *
 * @param stacks the resources of each
 */
export function suggestions(stacks: readonly (readonly DeployedResource[])[]): string[] {
  // A stack that takes uploads stands first, best one that works on them: the other lines are to show what became of one.
  const taking = stacks.filter((stack) => stack.some(takesUploads));
  const first = taking.find((stack) => stack.some(isStandardWorkflow)) ?? taking[0] ?? [];
  const resources = [first, ...stacks.filter((stack) => stack !== first)].flat();
  const lines = COMMANDS.map(([type, command]) => {
    for (const { physicalId, ...resource } of resources) {
      const line = resource.type === type && physicalId ? command({ ...resource, physicalId }) : undefined;
      if (line) return line;
    }
    return undefined;
  });
  return lines.filter((line) => line !== undefined).slice(0, SHOWN);
}

const takesUploads = (resource: DeployedResource) => resource.type === 'AWS::S3::Bucket' && sendsEvents(resource);

function sendsEvents({ properties }: Pick<DeployedResource, 'properties'>): boolean {
  return JSON.stringify(properties)?.includes('"EventBridgeConfiguration"') ?? false;
}

const isStandardWorkflow = (resource: DeployedResource) =>
  resource.type === 'AWS::StepFunctions::StateMachine' && !isExpress(resource);

/** AWS lists the executions of Standard workflows alone. */
function isExpress({ properties }: Pick<DeployedResource, 'properties'>): boolean {
  return (
    typeof properties === 'object' &&
    properties !== null &&
    'StateMachineType' in properties &&
    properties.StateMachineType === 'EXPRESS'
  );
}
