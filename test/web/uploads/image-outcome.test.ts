import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageOutcomeOf } from '../../../web/src/uploads/image-outcome.ts';

/** The sample of an event, as the socket tells of it. */
function outcome(name: string, key?: string) {
  const [sample] = JSON.parse(readFileSync(join(__dirname, `../../../events/${name}/v1.sample.json`), 'utf8'));
  const { data } = JSON.parse(sample.Detail);
  if (key !== undefined) data.original.key = key;
  const { Source: source, DetailType: detailType } = sample;
  return { event: 'outcome' as const, source, detailType, data, occurredAt: '', correlationId: 'c' };
}

describe('what the socket tells of images', () => {
  const imageId = '5f4dcc3b5aa765d61d8327deb882cf99';

  it('is which upload became which image', () => {
    expect(imageOutcomeOf(outcome('image-processed', 'uploads/0123abcd/niño 1.jpg'))).toEqual({
      imageId,
      uploadId: '0123abcd',
      rejection: undefined,
    });
  });

  it('is why there is none', () => {
    expect(imageOutcomeOf(outcome('image-rejected', 'uploads/0123abcd/notes.jpg'))).toEqual({
      imageId,
      uploadId: '0123abcd',
      rejection: {
        code: 'NotAnImage',
        message: 'no decoder can read it: Input buffer contains unsupported image format',
      },
    });
  });

  it('names no upload when the image came another way', () => {
    expect(imageOutcomeOf(outcome('image-processed'))).toMatchObject({ imageId, uploadId: undefined });
  });

  it('is nothing when it is about something else', () => {
    expect(imageOutcomeOf(outcome('notification-sent'))).toBeUndefined();
  });
});
