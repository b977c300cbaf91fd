import type {
  RecognizeUtteranceCommandInput,
  RecognizeUtteranceCommandOutput,
  SessionState,
} from '@aws-sdk/client-lex-runtime-v2';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { converse } from '../conversation/converse.ts';
import { findRunningBot } from '../conversation/find-bot.ts';
import { shownInterpretations, shownSession } from '../conversation/shapes.ts';
import { checkText, sessionKey } from '../conversation/validate.ts';
import { validation } from '../errors.ts';
import type { LexParts } from '../parts.ts';
import { aliasAccess } from './access.ts';
import { packed } from './packed.ts';

const TEXT = /^text\/plain\s*;\s*charset=utf-8$/i;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeUtterance.html: text in, text out. */
export const recognizeUtterance = (parts: LexParts) =>
  operation<RecognizeUtteranceCommandInput, Omit<RecognizeUtteranceCommandOutput, '$metadata'>>({
    name: 'RecognizeUtterance',
    access: (input) => aliasAccess(parts.bots, 'RecognizeUtterance', input),
    async run(input, call) {
      const { requestContentType = '', responseContentType = requestContentType } = input;
      if (!TEXT.test(requestContentType) || !TEXT.test(responseContentType)) throw speech();
      const key = sessionKey(input);
      const text = checkText(await textOf(input.inputStream));
      const bot = findRunningBot(parts, input);
      const said = {
        text,
        sessionState: header<SessionState>(input.sessionState, 'sessionState'),
        requestAttributes: header<Record<string, string>>(input.requestAttributes, 'requestAttributes'),
      };
      const { session, requestAttributes } = await converse(parts, bot, key, said, call);
      return {
        inputMode: 'Text',
        contentType: 'text/plain;charset=utf-8',
        messages: packed(session.messages),
        interpretations: packed(shownInterpretations(session)),
        sessionState: packed(shownSession(session, parts.clock.now())),
        requestAttributes: packed(requestAttributes),
        sessionId: key.sessionId,
        inputTranscript: packed(text),
      };
    },
  });

const speech = () =>
  new AwsError('NotImplemented', 'The emulator hears and speaks text only: text/plain; charset=utf-8.', {
    status: 501,
  });

async function textOf(stream: unknown): Promise<string> {
  if (stream === undefined || stream === null) return '';
  if (stream instanceof Uint8Array) return Buffer.from(stream).toString('utf8');
  if (typeof stream === 'string') return stream;
  if (!isAsyncIterable(stream)) throw validation('inputStream is not readable.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** A document in a header: base64 of JSON. */
function header<T>(value: string | undefined, name: string): T | undefined {
  if (value === undefined) return undefined;
  try {
    // What the document lacks is found as in any other session state.
    return JSON.parse(Buffer.from(value, 'base64').toString('utf8')) as T;
  } catch {
    throw validation(`${name} must be base64 of JSON.`);
  }
}
