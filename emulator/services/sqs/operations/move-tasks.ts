import type {
  CancelMessageMoveTaskCommandInput,
  CancelMessageMoveTaskCommandOutput,
  ListMessageMoveTasksCommandInput,
  ListMessageMoveTasksCommandOutput,
  StartMessageMoveTaskCommandInput,
  StartMessageMoveTaskCommandOutput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { LISTED_MOVE_TASKS, MOVE_MESSAGES_PER_SECOND } from '../limits.ts';
import { readTaskHandle, writeTaskHandle } from '../move-tasks/move-task.ts';
import type { Queue } from '../queues.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
export function moveTaskOperations({ queues, moveTasks }: SqsDeps): AnyOperation[] {
  const access = queueAccess(queues);
  const nameOf = (arn = '') => arn.slice(arn.lastIndexOf(':') + 1);
  const find = (arn: string | undefined, parameter: string): Queue => {
    if (!arn) throw missingParameter(parameter);
    const queue = queues.findByArn(arn);
    if (queue) return queue;
    throw notFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
  };
  const sourcesOf = (dead: string) =>
    queues.list().filter(({ settings }) => settings.redrive?.deadLetterTargetArn === dead);
  const taskOf = (handle: string | undefined) => {
    if (!handle) throw missingParameter('TaskHandle');
    const task = moveTasks.find(readTaskHandle(handle) ?? '');
    if (!task) throw notFound('Task does not exist.');
    return task;
  };
  return [
    operation<StartMessageMoveTaskCommandInput, Omit<StartMessageMoveTaskCommandOutput, '$metadata'>>({
      name: 'StartMessageMoveTask',
      access({ SourceArn = '', DestinationArn }) {
        const on = (arn: string, actions: readonly string[]) =>
          actions.flatMap((action) => access(action, nameOf(arn)));
        const to = DestinationArn ? [DestinationArn] : sourcesOf(SourceArn).map(({ arn }) => arn);
        return [
          ...on(SourceArn, ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']),
          ...to.flatMap((arn) => on(arn, ['SendMessage'])),
        ];
      },
      run({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }) {
        const source = find(SourceArn, 'SourceArn');
        if (sourcesOf(source.arn).length === 0) {
          throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
        }
        if (DestinationArn) find(DestinationArn, 'DestinationArn');
        if (perSecond !== undefined && (perSecond < 1 || perSecond > MOVE_MESSAGES_PER_SECOND)) {
          throw invalidParameter(
            `Value ${perSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value that's between 1 and ${MOVE_MESSAGES_PER_SECOND}.`,
          );
        }
        if (moveTasks.of(source.arn).some(({ status }) => status === 'RUNNING')) {
          throw new AwsError(
            'UnsupportedOperation',
            'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
          );
        }
        const task = moveTasks.begin(source, {
          ...(DestinationArn ? { destination: DestinationArn } : {}),
          ...(perSecond === undefined ? {} : { perSecond }),
        });
        return { TaskHandle: writeTaskHandle(task) };
      },
    }),
    operation<ListMessageMoveTasksCommandInput, Omit<ListMessageMoveTasksCommandOutput, '$metadata'>>({
      name: 'ListMessageMoveTasks',
      access: ({ SourceArn }) => access('ListMessageMoveTasks', nameOf(SourceArn)),
      run({ SourceArn, MaxResults = 1 }) {
        if (MaxResults < 1 || MaxResults > LISTED_MOVE_TASKS) {
          throw invalidParameter(
            `Value ${MaxResults} for parameter MaxResults is invalid. Reason: The value for MaxResults must be between 1 and ${LISTED_MOVE_TASKS}.`,
          );
        }
        const tasks = moveTasks.of(find(SourceArn, 'SourceArn').arn).slice(0, MaxResults);
        return {
          Results: tasks.map((task) => ({
            ...(task.status === 'RUNNING' ? { TaskHandle: writeTaskHandle(task) } : {}),
            Status: task.status,
            SourceArn: task.source,
            ...(task.destination ? { DestinationArn: task.destination } : {}),
            ...(task.perSecond ? { MaxNumberOfMessagesPerSecond: task.perSecond } : {}),
            ApproximateNumberOfMessagesMoved: task.moved,
            ApproximateNumberOfMessagesToMove: task.toMove,
            ...(task.failure ? { FailureReason: task.failure } : {}),
            StartedTimestamp: task.startedAt,
          })),
        };
      },
    }),
    operation<CancelMessageMoveTaskCommandInput, Omit<CancelMessageMoveTaskCommandOutput, '$metadata'>>({
      name: 'CancelMessageMoveTask',
      access: ({ TaskHandle = '' }) =>
        access('CancelMessageMoveTask', nameOf(moveTasks.find(readTaskHandle(TaskHandle) ?? '')?.source)),
      run({ TaskHandle }) {
        const task = taskOf(TaskHandle);
        if (task.status !== 'RUNNING') {
          throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
        }
        return { ApproximateNumberOfMessagesMoved: moveTasks.cancel(task).moved };
      },
    }),
  ];
}
