import * as z from 'zod';
import { metadata } from '../../../events/envelope.ts';
import type { Audience } from '../broadcast/audience.ts';
import { GENERAL } from '../conversation.ts';
import type { OutcomeFrame } from '../frames.ts';

/** An event of another domain, as its consumers receive it. */
export const outcomeEvent = z
  .object({
    source: z.string(),
    'detail-type': z.string(),
    detail: z.object({ metadata, data: z.looseObject({ recipient: z.string().optional() }) }),
  })
  .transform(({ source, 'detail-type': detailType, detail }) => ({
    correlationId: detail.metadata.correlationId,
    source,
    detailType,
    ...detail,
  }));

export type Outcome = z.infer<typeof outcomeEvent>;

export function frameOf({ source, detailType, data, correlationId, metadata }: Outcome): OutcomeFrame {
  return { event: 'outcome', source, detailType, data, occurredAt: metadata.occurredAt, correlationId };
}

/** What is addressed to one user goes to him; what became of an image, which all may look at, to all who are there. */
export function audienceOf({ data: { recipient } }: Outcome): Audience {
  return recipient === undefined ? { conversationId: GENERAL } : { userId: recipient };
}
