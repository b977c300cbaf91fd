import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const OPTIONS = { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
const ROLE = 'bench';
const ROLE_ARN = `arn:aws:iam::000000000000:role/${ROLE}`;
const POLL_MILLISECONDS = 50;

/** So many Pass states in a row. */
export function passes(count: number): object {
  const states = Array.from({ length: count }, (_, index) => [
    `P${index}`,
    { Type: 'Pass', ...(index === count - 1 ? { End: true } : { Next: `P${index + 1}` }) },
  ]);
  return { StartAt: 'P0', States: Object.fromEntries(states) };
}

/** An inline Map with one Pass state an item. */
export const passMap = {
  StartAt: 'Map',
  States: {
    Map: { Type: 'Map', ItemProcessor: passes(1), End: true },
  },
};

/** State machines at an endpoint, with one role for all. */
export class Machines {
  readonly endpoint: string;
  readonly sfn: SFNClient;
  readonly roleArn = ROLE_ARN;
  #machines = 0;

  private constructor(endpoint: string) {
    this.endpoint = endpoint;
    this.sfn = new SFNClient({ ...OPTIONS, endpoint, disableHostPrefix: true });
  }

  static async at(endpoint: string): Promise<Machines> {
    const iam = new IAMClient({ ...OPTIONS, endpoint });
    const Statement = [
      {
        Effect: 'Allow',
        Principal: { Service: ['states.amazonaws.com', 'lambda.amazonaws.com'] },
        Action: 'sts:AssumeRole',
      },
    ];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument })).catch(ignoreExisting);
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: ROLE, PolicyDocument }));
    iam.destroy();
    return new Machines(endpoint);
  }

  /** @returns the ARN */
  async create(definition: object): Promise<string> {
    this.#machines += 1;
    const { stateMachineArn = '' } = await this.sfn.send(
      new CreateStateMachineCommand({
        name: `bench-${process.pid}-${this.#machines}`,
        roleArn: ROLE_ARN,
        definition: JSON.stringify(definition),
      }),
    );
    return stateMachineArn;
  }

  /** Runs an execution to its end. @returns how long it took by its own dates, in milliseconds */
  async run(stateMachineArn: string, input: string): Promise<number> {
    const { executionArn } = await this.sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
    for (;;) {
      const { status, startDate, stopDate } = await this.sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED' && startDate && stopDate) return stopDate.getTime() - startDate.getTime();
      if (status !== 'RUNNING') throw new Error(`The execution ${executionArn} is ${status}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }

  /** Resolves once no execution of the machine runs any more. */
  async idle(stateMachineArn: string): Promise<void> {
    for (;;) {
      const request = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 });
      const { executions } = await this.sfn.send(request);
      if (!executions?.length) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }

  close(): void {
    this.sfn.destroy();
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && error.name.startsWith('EntityAlreadyExists'))) throw error;
}

/** The headers of a raw StartExecution. */
export const START_EXECUTION = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'AWSStepFunctions.StartExecution',
  authorization:
    'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=x',
};
