import type {
  ConfirmationState,
  DialogAction,
  IntentState,
  Message,
  RuntimeHints,
} from '@aws-sdk/client-lex-runtime-v2';

/** A slot's value as the API and functions see it. */
export interface SlotValue {
  readonly shape: 'Scalar' | 'List';
  readonly value: {
    readonly originalValue: string;
    readonly interpretedValue: string;
    readonly resolvedValues: readonly string[];
  };
  /** Of a slot that takes several. */
  readonly values?: readonly SlotValue[];
}

/** A value by slot name; null while there is none. */
export type SlotStates = Readonly<Record<string, SlotValue | null>>;

export interface IntentInSession {
  readonly name: string;
  readonly slots: SlotStates;
  readonly state: IntentState;
  readonly confirmationState: ConfirmationState;
}

/** What a text may have meant. */
export interface Interpretation {
  readonly score?: number;
  readonly intent: Pick<IntentInSession, 'name' | 'slots'> & Partial<IntentInSession>;
}

export interface ContextInSession {
  readonly name: string;
  readonly contextAttributes: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly turnsToLive: number;
}

/** What a conversation remembers between two turns. */
export interface Session {
  readonly intent?: IntentInSession | undefined;
  /** What the user was asked for. */
  readonly dialogAction?: DialogAction | undefined;
  readonly activeContexts: readonly ContextInSession[];
  readonly sessionAttributes: Readonly<Record<string, string>>;
  readonly runtimeHints?: RuntimeHints | undefined;
  /** Answers to the question of `dialogAction` that were not understood. */
  readonly failedAnswers: number;
  readonly originatingRequestId: string;
  readonly interpretations: readonly Interpretation[];
  readonly messages: readonly Message[];
}

export const newSession = (requestId: string): Session => ({
  activeContexts: [],
  sessionAttributes: {},
  failedAnswers: 0,
  originatingRequestId: requestId,
  interpretations: [],
  messages: [],
});
