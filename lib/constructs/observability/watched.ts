import type { Stack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** What a stack holds that somebody has to keep an eye on. Names are those of the templates: watching them ties no stack to another. */
export interface Watched {
  readonly functions: readonly WatchedFunction[];
  readonly stateMachines: readonly string[];
  /** Queues where a message means that something was not done. */
  readonly deadLetters: readonly string[];
  /** Queues that somebody reads. */
  readonly queues: readonly string[];
  readonly apis: readonly WatchedApi[];
}

export interface WatchedFunction {
  readonly name: string;
  readonly timeoutSeconds: number;
}

export interface WatchedApi {
  /** Given by AWS: known to other stacks as an export. */
  readonly id: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
}

/** Lambda's own, where a function says nothing. */
const DEFAULT_TIMEOUT_SECONDS = 3;

export const DEAD_LETTERS_SUFFIX = '-dead-letters';

/** Finds what a stack holds, so that no function or queue is ever forgotten. */
export function watchedIn(stack: Stack): Watched {
  const resources = stack.node.findAll();
  const queues = resources.filter((resource) => resource instanceof CfnQueue);
  return {
    functions: resources
      .filter((resource) => resource instanceof CfnFunction)
      .flatMap(({ functionName, timeout = DEFAULT_TIMEOUT_SECONDS }) =>
        functionName ? [{ name: functionName, timeoutSeconds: timeout }] : [],
      ),
    stateMachines: resources
      .filter((resource) => resource instanceof CfnStateMachine)
      .flatMap(({ stateMachineName }) => stateMachineName ?? []),
    deadLetters: queues.flatMap(({ queueName }) => (queueName?.endsWith(DEAD_LETTERS_SUFFIX) ? [queueName] : [])),
    // What nobody reads has nowhere to go either.
    queues: queues.flatMap(({ queueName, redrivePolicy }) => (queueName && redrivePolicy ? [queueName] : [])),
    apis: resources
      .filter((resource) => resource instanceof CfnApi)
      .map(({ ref, protocolType }) => ({ id: ref, protocol: protocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP' })),
  };
}

/** All of several stacks, which make one domain. */
export function together(parts: readonly Watched[]): Watched {
  return {
    functions: parts.flatMap(({ functions }) => functions),
    stateMachines: parts.flatMap(({ stateMachines }) => stateMachines),
    deadLetters: parts.flatMap(({ deadLetters }) => deadLetters),
    queues: parts.flatMap(({ queues }) => queues),
    apis: parts.flatMap(({ apis }) => apis),
  };
}
