import * as z from 'zod';

const attribute = z.object({ Value: z.string() });

/** What SNS sends to a function: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html. There is always one record. */
export const delivery = z
  .object({
    Records: z.tuple([
      z.object({
        Sns: z.object({
          MessageAttributes: z.object({
            correlation_id: attribute,
            notification_id: attribute,
            priority: attribute,
            requested_at: z.object({ Value: z.iso.datetime() }),
          }),
        }),
      }),
    ]),
  })
  .transform(({ Records: [{ Sns }] }) => ({
    correlationId: Sns.MessageAttributes.correlation_id.Value,
    notificationId: Sns.MessageAttributes.notification_id.Value,
    priority: Sns.MessageAttributes.priority.Value,
    requestedAt: new Date(Sns.MessageAttributes.requested_at.Value),
  }));

/** How long a notification was on its way, in milliseconds; clocks that disagree make it no less than nothing. */
export function deliveryMilliseconds({ requestedAt }: z.infer<typeof delivery>, now: Date): number {
  return Math.max(0, now.getTime() - requestedAt.getTime());
}
