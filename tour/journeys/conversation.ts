import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Chatter, type Frame } from '../chatter.ts';
import { until } from '../patience.ts';
import type { Journey } from './journey.ts';

const says = (content: string) => (frame: Frame) => frame.event === 'message' && frame.content === content;

export const conversation: Journey = {
  name: 'carries what one says to the other, in order, also to somebody who was away',
  async run({ deployment, ana, ben }) {
    const { body: opened } = await ana.post('/conversations', { title: 'Journey', members: [ben.userId] });
    const conversationId = opened.id;
    const [anas, bens] = [await Chatter.join(deployment, ana), await Chatter.join(deployment, ben)];
    try {
      const messageId = randomUUID();
      anas.say('hola', { conversationId, messageId });
      await anas.hears('the acknowledgement', (frame) => frame.event === 'ack' && frame.messageId === messageId);
      const heard = await bens.hears('what Ana says', says('hola'));
      // A message that was not acknowledged is sent again, and kept once.
      anas.say('hola', { conversationId, messageId });
      await bens.leave();
      anas.say('are you there?', { conversationId });
      await anas.hears('her own words', says('are you there?'));
      const missed = await until(
        'what was missed to be in the history',
        () => ben.get(`/conversations/${conversationId}/messages?after=${heard.sequence}`),
        ({ body }) => body.count > 0,
      );
      assert.deepEqual(
        missed.body.messages.map(({ content }: { content: string }) => content),
        ['are you there?'],
      );
    } finally {
      await anas.leave();
      await bens.leave();
    }
  },
};
