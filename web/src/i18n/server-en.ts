import type { FrameErrorCode } from '../../../functions/chat/frames.ts';
import type { ImageRejectionCode } from '../../../functions/images/rejection.ts';
import type { BatchRejectionCode } from '../../../functions/logs/normalize/read-batch.ts';
import type { RequestRejectionCode } from '../../../functions/notifications/plan/request-rejection.ts';

/** Why something was not done: what functions say, and what the workflows say when a step gave up. */
type ReasonCode =
  | ImageRejectionCode
  | BatchRejectionCode
  | RequestRejectionCode
  | 'ObjectNotFound'
  | 'ProcessingFailed'
  | 'IngestionFailed'
  | 'PlanningFailed'
  | 'DeliveryFailed';

/** Kinds of problem documents (`urn:telar:problem:<code>`), and what S3 answers to an upload. */
type ProblemCode =
  | 'invalid-request'
  | 'not-allowed'
  | 'not-found'
  | 'idempotency-key-reused'
  | 'AccessDenied'
  | 'EntityTooLarge'
  | 'EntityTooSmall';

/** Of the fields of forms. */
type FieldName = 'title' | 'message' | 'type' | 'priority' | 'recipients';

/**
 * What the server says, by its codes: its own words are English, and for who runs it. A code that the server has and that has no words
 * here is a mistake that the compiler finds.
 */
export interface ServerWords {
  readonly reasons: Readonly<Record<ReasonCode, string>>;
  readonly problems: Readonly<Record<ProblemCode, string>>;
  /** A frame of the chat was refused. */
  readonly frames: Readonly<Record<FrameErrorCode, string>>;
  readonly fields: Readonly<Record<FieldName, string>>;
}

export const serverEn: ServerWords = {
  reasons: {
    InvalidEvent: 'It is not described as it has to be.',
    UnknownBucket: 'It lies in a bucket that is none of ours.',
    ObjectNotFound: 'The file is not there any more.',
    EmptyFile: 'The file is empty.',
    TooManyBytes: 'It is too large.',
    TooManyPixels: 'It has too many pixels.',
    NotAnImage: 'This is not an image, whatever its name says.',
    UnsupportedFormat: 'It is an image of a kind that is not taken.',
    DamagedImage: 'The image is damaged.',
    ProcessingFailed: 'Processing failed, and not by the fault of the image.',
    UnknownLocation: 'It lies in a place that is none of ours.',
    TooManyEntries: 'The batch holds too many logs.',
    MalformedBody: 'It cannot be read.',
    EmptyBatch: 'The batch holds no log.',
    NoUsableEntry: 'No log of the batch can be used.',
    IngestionFailed: 'Taking in failed, and not by the fault of the batch.',
    MalformedMessage: 'The message cannot be read.',
    InvalidRequest: 'Something in the notification is not right.',
    UnknownPriority: 'There is no such priority.',
    HtmlOnlyMessage: 'The message is HTML, and only text is sent.',
    MessageTooLarge: 'The message is too long.',
    NoRecipient: 'It is for nobody.',
    TooManyRecipients: 'It is for too many at once.',
    InvalidRecipient: 'A recipient is not named as it has to be.',
    PlanningFailed: 'Preparing it failed.',
    DeliveryFailed: 'Delivering it failed.',
  },
  problems: {
    'invalid-request': 'Something in what was asked for is not right.',
    'not-allowed': 'You may not do this.',
    'not-found': 'There is no such thing, or not yet.',
    'idempotency-key-reused': 'Something else was sent under the same name. Please try again.',
    AccessDenied: 'The leave to upload has run out. Please try again.',
    EntityTooLarge: 'The file is too large.',
    EntityTooSmall: 'The file is too small.',
  },
  frames: {
    NotJson: 'The server did not understand that.',
    UnknownAction: 'The server did not understand that.',
    InvalidRequest: 'It is too long, or holds characters that cannot be seen.',
    NotAMember: 'You do not belong to this conversation.',
    RateLimited: 'That was a lot at once.',
    TokenExpired: 'Your session had run out.',
    InternalError: 'The server could not do it.',
  },
  fields: {
    title: 'A title has 1 to 256 characters.',
    message: 'A message has at least one character, and 64 kB at most.',
    type: 'A type is 1 to 64 letters, digits, dots, hyphens or underscores.',
    priority: 'There is no such priority.',
    recipients: 'Name 1 to 500 recipients, each with 256 characters at most.',
  },
};
