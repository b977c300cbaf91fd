import * as z from 'zod';
import { FrameError } from '../../../functions/chat/frame-error.ts';
import { socketHandler } from '../../../functions/chat/socket-handler.ts';
import { createHttpTelemetry } from '../../../functions/shared/http/telemetry.ts';
import { CONTEXT } from './support/lambda-context.ts';

const NOW = Date.parse('2026-03-01T10:00:00.000Z');

describe('a frame', () => {
  Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
  const handler = socketHandler({
    body: z.object({ message: z.string('must be text') }),
    telemetry: createHttpTelemetry(),
    now: () => NOW,
    async handle({ caller, body, correlationId }) {
      if (body.message === 'refuse') throw new FrameError('RateLimited', 'wait', { retryAfterMilliseconds: 5 });
      if (body.message === 'fail') throw new Error('DynamoDB is down');
      return {
        event: 'ack',
        messageId: 'm1',
        conversationId: caller.userId,
        acceptedAt: String(caller.connectedAt),
        correlationId,
      };
    },
  });
  const send = async (body: string | undefined, tokenExpiresAt = NOW + 1) => {
    const requestContext = {
      connectionId: 'k1',
      connectedAt: 5,
      requestId: 'r1',
      requestTimeEpoch: NOW,
      authorizer: { userId: 'ana', tokenExpiresAt: String(tokenExpiresAt), principalId: 'ana' },
    };
    const answer = await handler({ requestContext, body }, CONTEXT);
    expect(answer.statusCode).toBe(200);
    return JSON.parse(answer.body);
  };

  it('is answered on the connection that sent it, under the id of its request', async () => {
    expect(await send('{"message": "hola"}')).toEqual({
      event: 'ack',
      messageId: 'm1',
      conversationId: 'ana',
      acceptedAt: '5',
      correlationId: 'r1',
    });
  });

  it('is from whoever the token names, whatever it says itself', async () => {
    expect(await send('{"message": "hola", "userId": "ben", "requestContext": {"userId": "ben"}}')).toMatchObject({
      conversationId: 'ana',
    });
  });

  it.each([
    ['no JSON', 'hola'],
    ['cut off', '{"message": '],
    ['nothing', undefined],
    ['text', '"hola"'],
    ['a list', '[1]'],
    ['null', 'null'],
  ])('that is %s is answered with what there is', async (_, body) => {
    expect(await send(body)).toMatchObject({
      event: 'error',
      code: 'NotJson',
      actions: ['sendmessage', 'history', 'present', 'typing', 'ping'],
      correlationId: 'r1',
    });
  });

  it('that says the wrong thing is told which field is wrong, under the name that it had', async () => {
    expect(await send('{"message": 7, "messageId": "mine"}')).toMatchObject({
      code: 'InvalidRequest',
      message: 'message: must be text',
      messageId: 'mine',
    });
  });

  it('after the token has expired is refused, and says what to do', async () => {
    expect(await send('{"message": "hola"}', NOW)).toMatchObject({
      code: 'TokenExpired',
      message: 'the token of this connection expired at 2026-03-01T10:00:00.000Z; connect again with a new one',
    });
  });

  it('that is refused says when to go on', async () => {
    expect(await send('{"message": "refuse"}')).toMatchObject({ code: 'RateLimited', retryAfterMilliseconds: 5 });
  });

  it('that we fail for says nothing of the inside', async () => {
    const frame = await send('{"message": "fail"}');
    expect(frame).toMatchObject({ event: 'error', code: 'InternalError' });
    expect(JSON.stringify(frame)).not.toContain('DynamoDB');
  });
});
