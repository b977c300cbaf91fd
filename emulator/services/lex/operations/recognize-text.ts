import type { RecognizeTextCommandInput, RecognizeTextCommandOutput } from '@aws-sdk/client-lex-runtime-v2';
import { operation } from '../../../door/operation.ts';
import { converse } from '../conversation/converse.ts';
import { findRunningBot } from '../conversation/find-bot.ts';
import { shownInterpretations, shownSession } from '../conversation/shapes.ts';
import { checkText, sessionKey } from '../conversation/validate.ts';
import type { LexParts } from '../parts.ts';
import { aliasAccess } from './access.ts';

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html */
export const recognizeText = (parts: LexParts) =>
  operation<RecognizeTextCommandInput, Omit<RecognizeTextCommandOutput, '$metadata'>>({
    name: 'RecognizeText',
    access: (input) => aliasAccess(parts.bots, 'RecognizeText', input),
    async run(input, call) {
      const key = sessionKey(input);
      const text = checkText(input.text);
      const bot = findRunningBot(parts, input);
      const { session, requestAttributes } = await converse(parts, bot, key, { ...input, text }, call);
      return {
        messages: [...session.messages],
        sessionState: shownSession(session, parts.clock.now()),
        interpretations: shownInterpretations(session),
        requestAttributes: { ...requestAttributes },
        sessionId: key.sessionId,
      };
    },
  });
