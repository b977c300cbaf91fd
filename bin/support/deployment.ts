import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PlainError } from './plain-error.ts';

/** What `--endpoint` says for AWS itself. */
export const AWS = 'aws';

export interface Place {
  /** A URL, or `aws`. */
  readonly endpoint: string;
  readonly stage: string;
}

/** The application where it is deployed, on AWS or anywhere that speaks as AWS does. All that is known of it are the outputs of its stacks. */
export class Deployment {
  readonly place: Place;
  readonly cloudFormation: CloudFormationClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly events: EventBridgeClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly #stacks = new Map<string, Promise<Stack>>();

  constructor(place: Place) {
    this.place = place;
    const options = clientOptions(place);
    this.cloudFormation = new CloudFormationClient(options);
    this.cognito = new CognitoIdentityProviderClient(options);
    this.events = new EventBridgeClient(options);
    // The names of its buckets are not known to resolve anywhere but on AWS.
    this.s3 = new S3Client({ ...options, forcePathStyle: place.endpoint !== AWS });
    this.sfn = new SFNClient(options);
  }

  /**
   * @param capability of the stack, as in `telar-<stage>-<capability>`
   * @throws PlainError when nothing answers, or there is no such stack or output
   */
  async output(capability: string, key: string): Promise<string> {
    const found = await this.find(capability, key);
    if (found === undefined) throw new PlainError(`The stack ${this.#stackName(capability)} has no output ${key}.`);
    return found;
  }

  /** As `output`, for one that not every stage has. */
  async find(capability: string, key: string): Promise<string | undefined> {
    const StackName = this.#stackName(capability);
    const stack = this.#stacks.get(StackName) ?? this.#describe(StackName);
    this.#stacks.set(StackName, stack);
    return (await stack).Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  }

  close(): void {
    for (const client of [this.cloudFormation, this.cognito, this.events, this.s3, this.sfn]) client.destroy();
  }

  #stackName(capability: string): string {
    return `telar-${this.place.stage}-${capability}`;
  }

  async #describe(StackName: string): Promise<Stack> {
    const { endpoint } = this.place;
    try {
      const { Stacks: [stack] = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName }));
      if (stack) return stack;
      throw new PlainError(`There is no stack ${StackName}.`);
    } catch (cause) {
      throw new PlainError(explain(cause, endpoint), { cause });
    }
  }
}

/** The SDK for JavaScript knows the region as AWS_REGION only, the aws CLI as AWS_DEFAULT_REGION: either will do. Without both, the SDK asks the profile. */
function clientOptions({ endpoint }: Place) {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (endpoint === AWS) return region === undefined ? {} : { region };
  return {
    endpoint,
    region: region ?? 'us-east-1',
    // Elsewhere than on AWS any key will do, and nobody should have to make one up.
    ...(process.env.AWS_ACCESS_KEY_ID === undefined && {
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  };
}

function explain(error: unknown, endpoint: string): string {
  if (!(error instanceof Error)) return String(error);
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(`${'code' in error ? error.code : ''} ${error.message}`)) {
    return `Nothing answers at ${endpoint}. Start it with "npm start", or say where it is with --endpoint <url>.`;
  }
  if (error.name === 'CredentialsProviderError') {
    return `There are no AWS credentials: sign in with the aws CLI, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;
  }
  if (/Region is missing/.test(error.message)) return 'There is no region: set AWS_REGION.';
  if (/does not exist/.test(error.message)) {
    return `${error.message}: the application is not deployed at ${endpoint}, or not yet; or say its stage with --stage <name>.`;
  }
  return error.message;
}
