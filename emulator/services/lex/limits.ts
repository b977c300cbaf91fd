/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html */
export const TEXT_CHARACTERS = 1_024;
export const SESSION_ID_CHARACTERS = 100;

/** https://docs.aws.amazon.com/lexv2/latest/dg/using-intent-confidence-scores.html */
export const ALTERNATIVE_INTENTS = 4;

/** https://docs.aws.amazon.com/lexv2/latest/dg/lambda-attach.html: a hook that takes longer counts as timed out. */
export const CODE_HOOK_SECONDS = 30;

/** Lex answers after so many steps of one turn that go on without the user; a bot whose steps form a circle never does. */
export const STEPS_OF_A_TURN = 50;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateBot.html */
export const IDLE_SECONDS = { least: 60, most: 86_400 } as const;
export const BOT_NAME_CHARACTERS = 100;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_PromptSpecification.html */
export const PROMPT_RETRIES = 5;
export const MESSAGE_CHARACTERS = 1_000;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_OutputContext.html */
export const CONTEXT_SECONDS = { least: 5, most: 86_400 } as const;
export const CONTEXT_TURNS = { least: 1, most: 20 } as const;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateIntent.html */
export const UTTERANCES_OF_AN_INTENT = 1_500;
export const SLOTS_OF_AN_INTENT = 100;

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_ListBots.html */
export const PAGE_ITEMS = 1_000;
export const DEFAULT_PAGE_ITEMS = 10;
