import type { IntentDefinition } from '../definition/intent.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import type { SlotStates } from './session.ts';

/** What a conversation does next without hearing the user again. */
export type Step =
  | { readonly kind: 'start'; readonly intent: IntentDefinition; readonly slots: SlotStates }
  | { readonly kind: 'captured'; readonly slot: SlotDefinition }
  | { readonly kind: 'elicit slot'; readonly slot: SlotDefinition }
  | { readonly kind: 'slot failed'; readonly slot: SlotDefinition }
  /** The question once more, or what follows when it was asked often enough. */
  | { readonly kind: 'ask again' }
  /** The next missing slot, else the confirmation, else the fulfilment. */
  | { readonly kind: 'go on' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'confirmation failed' }
  | { readonly kind: 'fulfil' }
  | { readonly kind: 'fall back' }
  | { readonly kind: 'close' }
  | { readonly kind: 'elicit intent' }
  | { readonly kind: 'end' };
