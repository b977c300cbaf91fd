import { eventOf } from '../../events/contract.ts';
import { imageProcessed } from '../../events/image-processed/v1.ts';
import { imageRejected } from '../../events/image-rejected/v1.ts';
import { ODD_EVENTS, workflow } from './support/workflow.ts';

const imageProcessing = workflow('image-processing');
const readEvent = (event: unknown) => imageProcessing.assigns('Read the event', event);

describe('reading the event', () => {
  test('takes place and correlation from an event of S3', async () => {
    const read = await readEvent({
      id: '6f2c',
      time: '2026-03-01T09:59:59Z',
      source: 'aws.s3',
      detail: {
        bucket: { name: 'originals' },
        object: { key: 'mis fotos/niño 1.jpg', 'version-id': 'v7' },
        requester: '111122223333',
      },
    });

    expect(read).toMatchObject({
      eventId: '6f2c',
      correlationId: '6f2c',
      actor: '111122223333',
      receivedAt: '2026-03-01T09:59:59Z',
      imageId: 'event-6f2c',
      upload: { bucket: 'originals', key: 'mis fotos/niño 1.jpg', versionId: 'v7' },
    });
  });

  test('takes what a person sent, and fills in the metadata that was left out', async () => {
    const read = await readEvent({ id: '6f2c', source: 'telar.images', detail: { data: { bucket: 'b', key: 'k' } } });

    expect(read).toMatchObject({ correlationId: '6f2c', actor: 'unknown', upload: { bucket: 'b', key: 'k' } });
  });

  test('keeps the correlation id and the actor that came with the event', async () => {
    const metadata = { correlationId: 'order-66', actor: 'ana' };
    const read = await readEvent({ id: '6f2c', source: 'telar.images', detail: { metadata, data: {} } });

    expect(read).toMatchObject({ correlationId: 'order-66', actor: 'ana' });
  });

  test.each(ODD_EVENTS)('never fails, whatever arrives: %s', async (_, event) => {
    const read = await readEvent(event);

    expect(read).toMatchObject({
      eventId: expect.any(String),
      correlationId: expect.any(String),
      actor: expect.any(String),
      receivedAt: expect.any(String),
      imageId: expect.stringMatching(/^event-/),
    });
    expect(read).toHaveProperty('upload');
  });
});

describe('publishing', () => {
  const variables = {
    eventId: '6f2c',
    correlationId: 'c1',
    actor: 'unknown',
    imageId: 'ab12',
    original: { bucket: 'originals', key: 'a.jpg', versionId: 'v1', sizeBytes: 7 },
    processed: { bucket: 'processed', key: 'processed/ab12-a.jpg' },
    thumbnail: { bucket: 'thumbnails', key: 'thumbnails/ab12-thumb-a.jpg' },
    reason: { code: 'NotAnImage', message: 'no decoder can read it' },
  };

  test('Image Processed keeps to its contract', async () => {
    const event = await imageProcessing.publishes('Publish Image Processed', variables);
    expect(eventOf(imageProcessed).parse(event)).toMatchObject({
      detail: { metadata: { correlationId: 'c1', causationId: '6f2c', idempotencyKey: 'ab12/processed' } },
    });
  });

  test.each([
    ['of a known object', variables.original],
    ['of a bucket alone', { bucket: 'originals' }],
    ['of nobody knows what', {}],
  ])('Image Rejected %s keeps to its contract', async (_, original) => {
    const event = await imageProcessing.publishes('Publish Image Rejected', { ...variables, original });
    expect(eventOf(imageRejected).parse(event)).toMatchObject({ detail: { data: { reason: variables.reason } } });
  });
});
