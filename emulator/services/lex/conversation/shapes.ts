import type { Interpretation as ApiInterpretation, Intent, SessionState, Slot } from '@aws-sdk/client-lex-runtime-v2';
import { givenContext, shownContext } from '../dialog/contexts.ts';
import type { IntentInSession, Interpretation, Session, SlotStates, SlotValue } from '../dialog/session.ts';

/** A session as answers show it. */
export const shownSession = (session: Session, now: number): SessionState => ({
  ...(session.dialogAction ? { dialogAction: session.dialogAction } : {}),
  ...(session.intent ? { intent: shownIntent(session.intent) } : {}),
  activeContexts: session.activeContexts.map((context) => shownContext(context, now)),
  sessionAttributes: { ...session.sessionAttributes },
  originatingRequestId: session.originatingRequestId,
  ...(session.runtimeHints ? { runtimeHints: session.runtimeHints } : {}),
});

/** Interpretations as answers show them; the intent at work as the turn left it. */
export const shownInterpretations = ({ interpretations, intent }: Session): ApiInterpretation[] =>
  interpretations.map(({ score, intent: interpreted }: Interpretation) => ({
    ...(score === undefined ? {} : { nluConfidence: { score } }),
    intent: shownIntent(interpreted.name === intent?.name ? intent : interpreted),
    interpretationSource: 'Lex',
  }));

const shownIntent = ({ name, slots, state, confirmationState }: Interpretation['intent']): Intent => ({
  name,
  slots: shownSlots(slots),
  ...(state ? { state } : {}),
  ...(confirmationState ? { confirmationState } : {}),
});

// The SDK's type has no room for the null that an empty slot is on the wire.
const shownSlots = (slots: SlotStates) => slots as unknown as Record<string, Slot>;

/** A session state that a client gives, upon what the session had. */
export function givenSession(state: SessionState | undefined, session: Session, now: number): Session {
  if (!state) return session;
  const { sessionAttributes, activeContexts, intent, dialogAction, runtimeHints, originatingRequestId } = state;
  return {
    ...session,
    ...(sessionAttributes ? { sessionAttributes } : {}),
    ...(activeContexts ? { activeContexts: activeContexts.map((context) => givenContext(context, now)) } : {}),
    ...(intent ? { intent: givenIntent(intent) } : {}),
    ...(dialogAction ? { dialogAction, failedAnswers: 0 } : {}),
    ...(runtimeHints ? { runtimeHints } : {}),
    ...(originatingRequestId ? { originatingRequestId } : {}),
  };
}

const givenIntent = ({
  name = '',
  slots = {},
  state = 'InProgress',
  confirmationState = 'None',
}: Intent): IntentInSession => ({
  name,
  slots: Object.fromEntries(Object.entries(slots).map(([slotName, slot]) => [slotName, givenSlot(slot)])),
  state,
  confirmationState,
});

function givenSlot(slot: Slot | null): SlotValue | null {
  const values = (slot?.values ?? []).flatMap((inner) => givenSlot(inner) ?? []);
  const together = values.map(({ value }) => value.interpretedValue).join(' ');
  const interpretedValue = slot?.value?.interpretedValue ?? together;
  if (!slot || !interpretedValue) return null;
  return {
    shape: slot.shape === 'List' ? 'List' : 'Scalar',
    value: {
      originalValue: slot.value?.originalValue ?? interpretedValue,
      interpretedValue,
      resolvedValues: slot.value?.resolvedValues ?? [interpretedValue],
    },
    ...(slot.values ? { values } : {}),
  };
}
