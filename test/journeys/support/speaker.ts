import { type Chatter, isFailure, isMessage, type Matches, type ReceivedFrame } from './chatter.ts';

/**
 * Says one message after the other, as a page with an outbox does: the next when the last is acknowledged, and the same again, under its
 * name, when it was refused or when API Gateway could not take it.
 *
 * @param names of the messages, which are also what is said
 * @returns when all are acknowledged
 */
export async function speak(chatter: Chatter, names: readonly string[]): Promise<void> {
  for (const messageId of names) await acknowledged(chatter, messageId);
}

/** The same, but as one who listens to oneself: the next when the last is heard. Nobody is ever far ahead of a machine that is busy. */
export async function speakAndListen(chatter: Chatter, names: readonly string[]): Promise<void> {
  for (const messageId of names) {
    await acknowledged(chatter, messageId);
    await chatter.hears(`${messageId} itself`, (one) => isMessage(one) && one.messageId === messageId);
  }
}

function acknowledged({ socket, received, say, hears }: Chatter, messageId: string): Promise<ReceivedFrame> {
  const again = () => say(messageId, { messageId });
  // A frame of API Gateway's own names no message: there is only one that it can be about.
  const isRefusal: Matches = (one) => isFailure(one) && (one.event === 'gateway' || one.messageId === messageId);
  const onMessage = () => {
    const last = received.at(-1);
    if (last && isRefusal(last)) setTimeout(again, Number(last.retryAfterMilliseconds ?? 0));
  };
  socket.on('message', onMessage);
  again();
  return hears(
    `that ${messageId} is acknowledged`,
    (one) => one.event === 'ack' && one.messageId === messageId,
    isRefusal,
  ).finally(() => socket.off('message', onMessage));
}
