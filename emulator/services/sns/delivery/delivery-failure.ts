import { failureOf as failureOfService } from '../../eventbridge/delivery-error.ts';

/** A try to deliver that did not succeed. */
export class DeliveryFailure extends Error {
  /** Whether trying again may help: the other side's fault, not a wrong address or a missing permission. */
  readonly retry: boolean;
  /** HTTP status of the answer, or the one that stands for the error. */
  readonly status: number;

  constructor(message: string, options: { retry: boolean; status: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryFailure';
    this.retry = options.retry;
    this.status = options.status;
  }
}

/**
 * Client-side errors are not retried, server-side ones are
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html#why-do-message-deliveries-fail).
 */
export function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  const { code, message, retry } = failureOfService(error);
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return new DeliveryFailure(`${code}: ${message}`, { retry, status, cause: error });
}
