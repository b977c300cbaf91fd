import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from './event.ts';

/** An event that comes from another bus and keeps what it is. No client can set it: the wire has only texts as names. */
export const forwarded = Symbol('forwarded event');

export type PutEventsInput = PutEventsCommandInput & { readonly [forwarded]?: BusEvent };
