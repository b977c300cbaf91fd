import type { StartExecutionCommandInput, StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { executionAlreadyExists, invalidExecutionInput, stateMachineDeleting } from '../api-errors.ts';
import { executionArn, expressArn } from '../arns.ts';
import { explainJsonSyntax } from '../asl/json-syntax.ts';
import type { Execution } from '../engine/execution.ts';
import { executionName } from '../engine/execution-name.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import { startedRecord } from '../engine/new-records.ts';
import { isTooLarge } from '../engine/payload.ts';
import { MAX_PAYLOAD_BYTES } from '../limits.ts';
import type { Resolved } from '../machines.ts';
import type { OperationDeps } from './deps.ts';
import { checkName } from './names.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'ids' | 'engine' | 'machines' | 'executions'>;

/**
 * Starts an execution; it is stored when the answer goes out
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
export const startExecution = (deps: Deps) =>
  operation<StartExecutionCommandInput, Omit<StartExecutionCommandOutput, '$metadata'>>({
    name: 'StartExecution',
    access: ({ stateMachineArn }) => [{ action: 'states:StartExecution', resource: stateMachineArn ?? '*' }],
    async run(input, call) {
      const resolved = deps.machines.resolve(input.stateMachineArn);
      const traceHeader = input.traceHeader ?? call.traceHeader;
      const request = { name: input.name, input: checkInput(input.input), traceHeader };
      const earlier = resolved.machine.type === 'STANDARD' ? findEarlier(deps, resolved, request) : undefined;
      const record = earlier ?? startOne(deps, resolved, request).record;
      await deps.engine.scheduler.written();
      return { executionArn: record.arn, startDate: new Date(record.startAt) };
    },
  });

interface Request {
  readonly name: string | undefined;
  readonly input: string;
  readonly traceHeader: string | undefined;
}

/** Starts an execution of a machine that was looked up. @throws AwsError StateMachineDeleting, InvalidName */
export function startOne(
  deps: Deps,
  { machine, revision, versionArn, aliasArn }: Resolved,
  request: Request,
): Execution {
  if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
  const name = request.name === undefined ? executionName(deps) : checkName(request.name);
  const arn =
    machine.type === 'STANDARD'
      ? executionArn(deps.account, machine.name, name)
      : expressArn(deps.account, machine.name, name, deps.ids.uuid());
  const record = startedRecord({
    arn,
    name,
    machineArn: machine.arn,
    machineName: machine.name,
    type: machine.type,
    revision: revision.id,
    versionArn,
    aliasArn,
    traceHeader: request.traceHeader,
    startAt: deps.clock.now(),
    input: request.input,
  });
  return deps.engine.start(record, revision);
}

/**
 * A running execution of the same name and input answers a second start.
 *
 * @throws AwsError ExecutionAlreadyExists for another input, or one that has ended
 */
function findEarlier(deps: Deps, { machine }: Resolved, { name, input }: Request): ExecutionRecord | undefined {
  if (name === undefined) return undefined;
  const arn = executionArn(deps.account, machine.name, checkName(name));
  const record = deps.engine.live(arn)?.record;
  if (record) {
    if (record.input === input) return record;
    throw executionAlreadyExists(arn);
  }
  deps.engine.write();
  if (deps.executions.find(arn)) throw executionAlreadyExists(arn);
  return undefined;
}

/** The text of the input, `{}` when there is none. @throws AwsError InvalidExecutionInput */
export function checkInput(input: string | undefined): string {
  if (input === undefined) return '{}';
  if (input === '') throw invalidExecutionInput('Invalid execution input.');
  if (isTooLarge(input)) {
    throw invalidExecutionInput(`Input exceeds the maximum size of ${MAX_PAYLOAD_BYTES} bytes`);
  }
  try {
    JSON.parse(input);
  } catch {
    throw invalidExecutionInput(explainJsonSyntax(input));
  }
  return input;
}
