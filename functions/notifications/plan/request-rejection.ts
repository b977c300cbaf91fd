import { RejectedError } from '../../shared/rejection.ts';

/** Why a request, or one of its recipients, cannot be served. */
export type RequestRejectionCode =
  | 'MalformedMessage'
  | 'InvalidRequest'
  | 'UnknownPriority'
  | 'HtmlOnlyMessage'
  | 'MessageTooLarge'
  | 'NoRecipient'
  | 'TooManyRecipients'
  | 'InvalidRecipient';

export class RequestRejectedError extends RejectedError {
  override readonly name = 'RequestRejectedError';

  constructor(code: RequestRejectionCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
