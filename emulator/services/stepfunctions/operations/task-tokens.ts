import type {
  SendTaskFailureCommandInput,
  SendTaskHeartbeatCommandInput,
  SendTaskSuccessCommandInput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { invalidOutput } from '../api-errors.ts';
import { explainJsonSyntax } from '../asl/json-syntax.ts';
import { isTooLarge } from '../engine/payload.ts';
import type { Json } from '../json.ts';
import { MAX_PAYLOAD_BYTES } from '../limits.ts';
import type { OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'engine'>;
type Nothing = Record<string, never>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export const sendTaskSuccess = ({ engine }: Deps) =>
  operation<SendTaskSuccessCommandInput, Nothing>({
    name: 'SendTaskSuccess',
    access: () => [{ action: 'states:SendTaskSuccess', resource: '*' }],
    async run({ taskToken, output }) {
      const result = parseOutput(output);
      engine.tokens.settle(taskToken, (waiter) => waiter.succeed(result));
      await settled(engine);
      return {};
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export const sendTaskFailure = ({ engine }: Deps) =>
  operation<SendTaskFailureCommandInput, Nothing>({
    name: 'SendTaskFailure',
    access: () => [{ action: 'states:SendTaskFailure', resource: '*' }],
    async run({ taskToken, error, cause }) {
      engine.tokens.settle(taskToken, (waiter) => waiter.fail(error, cause));
      await settled(engine);
      return {};
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export const sendTaskHeartbeat = ({ engine }: Deps) =>
  operation<SendTaskHeartbeatCommandInput, Nothing>({
    name: 'SendTaskHeartbeat',
    access: () => [{ action: 'states:SendTaskHeartbeat', resource: '*' }],
    run({ taskToken }) {
      engine.tokens.waiter(taskToken).heartbeat();
      return {};
    },
  });

/** The answer to a task is acknowledged once it is stored, with what the execution made of it. */
const settled = (engine: Deps['engine']): Promise<void> => engine.scheduler.written();

function parseOutput(output: string | undefined): Json {
  if (output === undefined || output === '') throw invalidOutput('Missing output');
  if (isTooLarge(output)) throw invalidOutput(`Output exceeds the maximum size of ${MAX_PAYLOAD_BYTES} bytes`);
  try {
    return JSON.parse(output) as Json;
  } catch {
    throw invalidOutput(explainJsonSyntax(output));
  }
}
