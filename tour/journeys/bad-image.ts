import assert from 'node:assert/strict';
import { until } from '../patience.ts';
import { uploadImage } from '../photo.ts';
import type { Journey } from './journey.ts';

export const badImage: Journey = {
  name: 'rejects a file that only says that it is an image, with a reason',
  async run({ ana }) {
    const outcome = await uploadImage(ana, 'poem.jpg', new TextEncoder().encode('The loom is warm, the wool is red.'));
    const { body: upload } = await until(
      'the image to be rejected',
      () => ana.get(outcome),
      ({ body }) => body.status === 'error',
    );
    const { body: shown } = await ana.get(upload.links.image);
    assert.deepEqual([shown.status, shown.reason.code], ['error', 'NotAnImage']);
  },
};
