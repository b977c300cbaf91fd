import assert from 'node:assert/strict';
import { Chatter, type Frame } from '../chatter.ts';
import type { Journey } from './journey.ts';

const isReply = (intent: string) => (frame: Frame) =>
  frame.type === 'BOT_RESPONSE' && JSON.stringify(frame.metadata ?? {}).includes(`"${intent}"`);

export const bot: Journey = {
  name: 'understands what is said to the bot, asks back, and remembers what it asked',
  async run({ deployment, ana }) {
    const chatter = await Chatter.join(deployment, ana);
    try {
      chatter.say('help', { conversationId: 'bot' });
      await chatter.hears('what it can do', isReply('Help'));
      chatter.say('what is my status?', { conversationId: 'bot' });
      const question = await chatter.hears('the bot to ask which status', isReply('Status'));
      chatter.say('order', { conversationId: 'bot' });
      const answer = await chatter.hears(
        'the status',
        (frame) => isReply('Status')(frame) && Number(frame.sequence) > Number(question.sequence),
      );
      assert.match(String(answer.content), /order/i);
    } finally {
      await chatter.leave();
    }
  },
};
