import type { ActiveContext } from '@aws-sdk/client-lex-runtime-v2';
import type { IntentDefinition } from '../definition/intent.ts';
import type { ContextInSession, Session } from './session.ts';

// https://docs.aws.amazon.com/lexv2/latest/dg/context-mgmt-active-context.html

/** Contexts that are still active when a turn begins. */
export const activeContexts = ({ activeContexts: contexts }: Session, now: number): ContextInSession[] =>
  contexts.filter(({ expiresAt, turnsToLive }) => expiresAt > now && turnsToLive > 0);

/** One turn less for those that were there before it. */
export const afterTurn = (
  contexts: readonly ContextInSession[],
  before: readonly ContextInSession[],
): ContextInSession[] =>
  contexts
    .map((context) => (before.includes(context) ? { ...context, turnsToLive: context.turnsToLive - 1 } : context))
    .filter(({ turnsToLive }) => turnsToLive > 0);

/** An intent can be recognised while all of its input contexts are active. */
export const isWithinContexts = (
  { InputContexts = [] }: IntentDefinition,
  contexts: readonly ContextInSession[],
): boolean => InputContexts.every(({ Name }) => contexts.some(({ name }) => name === Name));

/** The contexts with those that an intent leaves when it is fulfilled; they carry its slots. */
export function withOutputContexts(
  { OutputContexts = [] }: IntentDefinition,
  session: Session,
  now: number,
): ContextInSession[] {
  const attributes = Object.fromEntries(
    Object.entries(session.intent?.slots ?? {}).flatMap(([name, slot]) =>
      slot ? [[name, slot.value.interpretedValue]] : [],
    ),
  );
  const left = OutputContexts.map(({ Name, TimeToLiveInSeconds, TurnsToLive }) => ({
    name: Name,
    contextAttributes: attributes,
    expiresAt: now + TimeToLiveInSeconds * 1_000,
    turnsToLive: TurnsToLive,
  }));
  const names = new Set(left.map(({ name }) => name));
  return [...session.activeContexts.filter(({ name }) => !names.has(name)), ...left];
}

export const shownContext = (context: ContextInSession, now: number): ActiveContext => ({
  name: context.name,
  contextAttributes: { ...context.contextAttributes },
  timeToLive: {
    timeToLiveInSeconds: Math.max(0, Math.ceil((context.expiresAt - now) / 1_000)),
    turnsToLive: context.turnsToLive,
  },
});

export const givenContext = (
  { name = '', contextAttributes = {}, timeToLive }: ActiveContext,
  now: number,
): ContextInSession => ({
  name,
  contextAttributes,
  expiresAt: now + (timeToLive?.timeToLiveInSeconds ?? 0) * 1_000,
  turnsToLive: timeToLive?.turnsToLive ?? 0,
});
