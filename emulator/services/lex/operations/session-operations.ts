import type {
  DeleteSessionCommandInput,
  DeleteSessionCommandOutput,
  GetSessionCommandInput,
  GetSessionCommandOutput,
  PutSessionCommandInput,
  PutSessionCommandOutput,
} from '@aws-sdk/client-lex-runtime-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { setSession } from '../conversation/converse.ts';
import { findRunningBot } from '../conversation/find-bot.ts';
import { shownInterpretations, shownSession } from '../conversation/shapes.ts';
import { sessionKey } from '../conversation/validate.ts';
import { notFound, validation } from '../errors.ts';
import type { LexParts } from '../parts.ts';
import { aliasAccess } from './access.ts';
import { packed } from './packed.ts';

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Runtime_V2.html */
export function sessionOperations(parts: LexParts): AnyOperation[] {
  const { bots, sessions, clock } = parts;
  return [
    operation<GetSessionCommandInput, Omit<GetSessionCommandOutput, '$metadata'>>({
      name: 'GetSession',
      access: (input) => aliasAccess(bots, 'GetSession', input),
      run(input) {
        const key = sessionKey(input);
        findRunningBot(parts, input);
        const session = sessions.find(key);
        if (!session) throw notFound(`Could not find session ${key.sessionId}.`);
        return {
          sessionId: key.sessionId,
          messages: [...session.messages],
          interpretations: shownInterpretations(session),
          sessionState: shownSession(session, clock.now()),
        };
      },
    }),
    operation<PutSessionCommandInput, Omit<PutSessionCommandOutput, '$metadata'>>({
      name: 'PutSession',
      access: (input) => aliasAccess(bots, 'PutSession', input),
      async run(input, call) {
        const key = sessionKey(input);
        const { sessionState } = input;
        if (!sessionState)
          throw validation(
            "1 validation error detected: Value at 'sessionState' failed to satisfy constraint: Member must not be null",
          );
        const bot = findRunningBot(parts, input);
        const { session, requestAttributes } = await setSession(parts, bot, key, { ...input, sessionState }, call);
        return {
          contentType: 'text/plain;charset=utf-8',
          messages: packed(session.messages),
          sessionState: packed(shownSession(session, clock.now())),
          requestAttributes: packed(requestAttributes),
          sessionId: key.sessionId,
        };
      },
    }),
    operation<DeleteSessionCommandInput, Omit<DeleteSessionCommandOutput, '$metadata'>>({
      name: 'DeleteSession',
      access: (input) => aliasAccess(bots, 'DeleteSession', input),
      run(input) {
        const key = sessionKey(input);
        findRunningBot(parts, input);
        sessions.delete(key);
        return { botId: key.botId, botAliasId: key.aliasId, localeId: key.localeId, sessionId: key.sessionId };
      },
    }),
  ];
}
