import assert from 'node:assert/strict';
import { Chatter } from '../chatter.ts';
import { until } from '../patience.ts';
import { lookAt, takePhoto, uploadImage } from '../photo.ts';
import type { Journey } from './journey.ts';

export const image: Journey = {
  name: 'makes a processed copy and a thumbnail of an image, and tells whoever uploaded it',
  async run({ deployment, ana }) {
    const socket = await Chatter.join(deployment, ana);
    try {
      const outcome = await uploadImage(ana, 'niño 1.jpg', await takePhoto());
      const { body: upload } = await until(
        'the image to be processed',
        () => ana.get(outcome),
        ({ body }) => body.status === 'completed',
      );
      const { body: shown } = await ana.get(upload.links.image);
      assert.deepEqual([shown.filename, shown.width, shown.height], ['niño 1.jpg', 1_600, 1_200]);
      assert.deepEqual(await lookAt(shown.links.processed), { format: 'jpeg', width: 1_024, height: 768 });
      assert.deepEqual(await lookAt(shown.links.thumbnail), { format: 'jpeg', width: 200, height: 150 });
      await socket.hears('Image Processed on the socket', (frame) => frame.detailType === 'Image Processed');
    } finally {
      await socket.leave();
    }
  },
};
