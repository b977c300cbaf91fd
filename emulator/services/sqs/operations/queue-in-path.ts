import type { AnyOperation, Call } from '../../../door/operation.ts';

/** The address of a queue: account and name. */
const QUEUE_PATH = /^\/(\d{12}\/[\w-]{1,80}(?:\.fifo)?)\/?(?:\?|$)/;

/**
 * An operation that also finds its queue where clients of the query protocol may put it: they call the queue's own URL and
 * leave the parameter out (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html).
 */
export function withQueueInPath(operation: AnyOperation): AnyOperation {
  const complete = (input: object, { http }: Call): never => {
    const [, path] = QUEUE_PATH.exec(http?.url ?? '') ?? [];
    // Only the parameter that the SDK's type has anyway is filled in.
    return (path && !('QueueUrl' in input) ? { ...input, QueueUrl: path } : input) as never;
  };
  return {
    name: operation.name,
    access: (input, call) => operation.access(complete(input, call), call),
    run: (input, call) => operation.run(complete(input, call), call),
  };
}
