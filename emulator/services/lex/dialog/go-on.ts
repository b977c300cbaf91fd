import { missingSlots } from './slot-values.ts';
import type { Step } from './steps.ts';
import type { TurnState } from './turn-state.ts';

/** What an intent still needs: a slot, the user's word, or nothing more than to be done. */
export function goOn({ definition, intent }: TurnState): Step {
  const [missing] = missingSlots(definition, intent.slots);
  if (missing) return { kind: 'elicit slot', slot: missing };
  const { IsActive = true, PromptSpecification } = definition.IntentConfirmationSetting ?? {};
  const unconfirmed = intent.confirmationState === 'None';
  return { kind: IsActive && PromptSpecification && unconfirmed ? 'confirm' : 'fulfil' };
}
