import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audienceOf, frameOf, outcomeEvent } from '../../../functions/chat/push/push-outcome.ts';

/** The event of a sample, as its consumers receive it. */
function sample(name: string) {
  const [entry] = JSON.parse(readFileSync(join(__dirname, '../../../events', name, 'v1.sample.json'), 'utf8'));
  return outcomeEvent.parse({
    source: entry.Source,
    'detail-type': entry.DetailType,
    detail: JSON.parse(entry.Detail),
  });
}

describe('an outcome of another domain', () => {
  it('that is addressed to a user goes to his connections', () => {
    expect(audienceOf(sample('notification-sent'))).toEqual({ userId: 'ana' });
  });

  it.each(['image-processed', 'image-rejected'])('that everybody may look at goes to everybody: %s', (name) => {
    expect(audienceOf(sample(name))).toEqual({ conversationId: 'general' });
  });

  it('is sent with its name, what it says, and the correlation id of what began it', () => {
    const outcome = sample('image-processed');
    expect(frameOf(outcome)).toEqual({
      event: 'outcome',
      source: 'telar.images',
      detailType: 'Image Processed',
      data: outcome.data,
      occurredAt: outcome.metadata.occurredAt,
      correlationId: outcome.metadata.correlationId,
    });
  });
});
