import type { DialogAction } from '@aws-sdk/client-lex-runtime-v2';
import { shownContext } from './contexts.ts';
import type { RunningBot } from './running-bot.ts';
import type { Interpretation, Session } from './session.ts';

/** Why a function is called. */
export type InvocationSource = 'DialogCodeHook' | 'FulfillmentCodeHook';

/** What was said, and with which attributes, in one turn. */
export interface Input {
  readonly text: string;
  readonly sessionId: string;
  readonly requestAttributes: Readonly<Record<string, string>>;
}

interface Occasion {
  readonly source: InvocationSource;
  readonly invocationLabel?: string | undefined;
  /** What Lex would do next without the function; none when the intent is to be fulfilled. */
  readonly proposed?: DialogAction | undefined;
  readonly now: number;
}

/** The event of a code hook: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html */
export function hookEvent(
  bot: RunningBot,
  session: Session,
  input: Input,
  { source, invocationLabel, proposed, now }: Occasion,
) {
  const { intent } = session;
  return {
    messageVersion: '1.0',
    invocationSource: source,
    ...(invocationLabel === undefined ? {} : { invocationLabel }),
    inputMode: 'Text',
    responseContentType: 'text/plain; charset=utf-8',
    sessionId: input.sessionId,
    inputTranscript: input.text,
    bot: {
      id: bot.id,
      name: bot.name,
      aliasId: bot.aliasId,
      aliasName: bot.aliasName,
      localeId: bot.localeId,
      version: bot.version,
    },
    interpretations: session.interpretations.map((interpretation) => eventInterpretation(interpretation, session)),
    ...(proposed
      ? {
          proposedNextState: {
            dialogAction: proposed,
            intent,
            prompt: { attempt: attemptName(session.failedAnswers) },
          },
        }
      : {}),
    requestAttributes: input.requestAttributes,
    sessionState: {
      activeContexts: session.activeContexts.map((context) => shownContext(context, now)),
      sessionAttributes: session.sessionAttributes,
      ...(session.runtimeHints ? { runtimeHints: session.runtimeHints } : { runtimeHints: {} }),
      intent,
      originatingRequestId: session.originatingRequestId,
    },
    transcriptions: [
      {
        transcription: input.text,
        transcriptionConfidence: 1,
        resolvedContext: { intent: intent?.name },
        resolvedSlots: filledSlots(session),
      },
    ],
  };
}

/** The intent at work is shown as it is now; of the others only what the text had for them. */
function eventInterpretation({ score, intent }: Interpretation, session: Session) {
  const current = intent.name === session.intent?.name ? session.intent : undefined;
  return {
    intent: current ?? { state: 'InProgress', confirmationState: 'None', ...intent },
    interpretationSource: 'Lex',
    ...(score === undefined ? {} : { nluConfidence: score }),
  };
}

const filledSlots = ({ intent }: Session) =>
  Object.fromEntries(Object.entries(intent?.slots ?? {}).filter(([, slot]) => slot !== null));

const attemptName = (failedAnswers: number) => (failedAnswers === 0 ? 'Initial' : `Retry${failedAnswers}`);
