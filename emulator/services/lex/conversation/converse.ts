import type { Message, SessionState } from '@aws-sdk/client-lex-runtime-v2';
import type { Call } from '../../../door/operation.ts';
import { activeContexts, afterTurn } from '../dialog/contexts.ts';
import { type Heard, hear } from '../dialog/hearing.ts';
import { intentOf, type RunningBot } from '../dialog/running-bot.ts';
import { newSession, type Session } from '../dialog/session.ts';
import type { SessionKey } from '../dialog/sessions.ts';
import type { Step } from '../dialog/steps.ts';
import { Turn } from '../dialog/turn.ts';
import { validation } from '../errors.ts';
import type { LexParts } from '../parts.ts';
import { givenSession } from './shapes.ts';

/** What a client says to a bot. */
export interface Said {
  readonly text: string;
  readonly sessionState?: SessionState | undefined;
  readonly requestAttributes?: Readonly<Record<string, string>> | undefined;
}

/** The session after a turn, which has the messages for the user. */
export interface Reply {
  readonly session: Session;
  readonly requestAttributes: Readonly<Record<string, string>>;
}

/**
 * One turn with a text from the user.
 *
 * @throws AwsError DependencyFailedException, ThrottlingException; the session stays as it was then
 */
export function converse(parts: LexParts, bot: RunningBot, key: SessionKey, said: Said, call: Call): Promise<Reply> {
  const { sessions, clock, log } = parts;
  return sessions.inTurn(key, async () => {
    const now = clock.now();
    const kept = sessions.find(key) ?? newSession(call.requestId);
    const given = givenSession(said.sessionState, { ...kept, originatingRequestId: call.requestId }, now);
    const before: Session = { ...given, activeContexts: activeContexts(given, now) };
    checkIntent(bot, before);
    const { heard, interpretations } = hear(bot, before, said.text, now);
    const input = { text: said.text, sessionId: key.sessionId, requestAttributes: said.requestAttributes ?? {} };
    const { step, session } = stepAfter(heard, { ...before, interpretations });
    const turn = new Turn({ ...parts, bot, input, traceHeader: call.traceHeader }, session);
    await turn.run(step);
    const contexts = afterTurn(turn.session.activeContexts, before.activeContexts);
    const after: Session = { ...turn.session, activeContexts: contexts };
    sessions.put(key, after, bot.idleSeconds);
    log.write(bot, after, input, call.requestId);
    return { session: after, requestAttributes: turn.requestAttributes };
  });
}

/** Where the conversation goes on after what was heard; the question is asked again while its retries last. */
function stepAfter(heard: Heard, session: Session): { step: Step; session: Session } {
  if (heard.kind === 'intent') return { step: { kind: 'start', intent: heard.intent, slots: heard.slots }, session };
  const { intent } = session;
  if (heard.kind === 'slot' && intent) {
    return {
      step: { kind: 'captured', slot: heard.slot },
      session: { ...session, intent: { ...intent, slots: heard.slots } },
    };
  }
  if (heard.kind === 'confirmation') return { step: { kind: heard.confirmed ? 'confirmed' : 'declined' }, session };
  return { step: { kind: 'ask again' }, session: { ...session, failedAnswers: session.failedAnswers + 1 } };
}

/**
 * Sets a session to a state, and goes on from there when it is told to delegate.
 *
 * @throws AwsError ValidationException
 */
export function setSession(
  parts: LexParts,
  bot: RunningBot,
  key: SessionKey,
  given: {
    sessionState: SessionState;
    messages?: Message[] | undefined;
    requestAttributes?: Record<string, string> | undefined;
  },
  call: Call,
): Promise<Reply> {
  const { sessions, clock } = parts;
  return sessions.inTurn(key, async () => {
    const kept = sessions.find(key) ?? newSession(call.requestId);
    const session = givenSession(given.sessionState, { ...kept, originatingRequestId: call.requestId }, clock.now());
    checkIntent(bot, session);
    const input = { text: '', sessionId: key.sessionId, requestAttributes: given.requestAttributes ?? {} };
    const turn = new Turn({ ...parts, bot, input, traceHeader: call.traceHeader }, session);
    const step = stepOf(given.sessionState, bot, given.messages !== undefined);
    if (step) await turn.run(step);
    const after = { ...turn.session, messages: [...(given.messages ?? []), ...turn.session.messages] };
    sessions.put(key, after, bot.idleSeconds);
    return { session: after, requestAttributes: turn.requestAttributes };
  });
}

/** Prompts of the bot are used where the client has no words of its own. */
function stepOf({ dialogAction, intent }: SessionState, bot: RunningBot, hasMessages: boolean): Step | undefined {
  const type = dialogAction?.type;
  if (type === 'Delegate') return intent ? { kind: 'go on' } : undefined;
  if (hasMessages || !intent?.name) return undefined;
  if (type === 'ConfirmIntent') return { kind: 'confirm' };
  const slot = intentOf(bot, intent.name)?.Slots?.find(({ Name }) => Name === dialogAction?.slotToElicit);
  return type === 'ElicitSlot' && slot ? { kind: 'elicit slot', slot } : undefined;
}

function checkIntent(bot: RunningBot, { intent, dialogAction }: Session): void {
  const definition = intent && intentOf(bot, intent.name);
  if (intent && !definition) throw validation(`The intent ${intent.name} is not in locale ${bot.localeId} of the bot.`);
  const slots = new Set(definition?.Slots?.map(({ Name }) => Name));
  const unknown = Object.keys(intent?.slots ?? {}).find((name) => !slots.has(name));
  if (unknown !== undefined) throw validation(`The intent ${intent?.name} has no slot ${unknown}.`);
  const wanted = dialogAction?.type === 'ElicitSlot' ? dialogAction.slotToElicit : undefined;
  if (wanted !== undefined && !slots.has(wanted)) throw validation(`The intent ${intent?.name} has no slot ${wanted}.`);
}
