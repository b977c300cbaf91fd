import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Bots } from './bots.ts';
import { ConversationLog } from './conversation/conversation-log.ts';
import { Sessions } from './dialog/sessions.ts';
import { modelOperations } from './models/operations.ts';
import { recognizeText } from './operations/recognize-text.ts';
import { recognizeUtterance } from './operations/recognize-utterance.ts';
import { sessionOperations } from './operations/session-operations.ts';
import type { LexParts } from './parts.ts';
import { botResource } from './resources/bot.ts';
import { botAliasResource } from './resources/bot-alias.ts';
import { botVersionResource } from './resources/bot-version.ts';
import { resourcePolicyResource } from './resources/resource-policy.ts';
import { builtInNames } from './slots/built-in.ts';
import { UnderstandingCache } from './understanding/cache.ts';

export interface LexDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
}

const RUNTIME_GAPS = [
  'Texts are understood by words, stems, synonyms of everyday talk and a small network trained with the samples: confidence scores are like AWS’s in kind, not in their decimals.',
  'English and Spanish; in other languages a bot knows the words of its samples, without their forms, synonyms, numbers and dates.',
  'Text only: StartConversation, speech, keys and DTMF are missing; RecognizeUtterance takes and gives text. AllowInterrupt, attempts and time-outs of prompts have no effect in text.',
  `Built-in slot types: ${builtInNames()
    .map((name) => name.replace('AMAZON.', ''))
    .join(', ')}. Names and places are taken as they are said: there is no list of them. Dates are in universal time.`,
  'Built-in intents that ask other services (Kendra, Bedrock, Q in Connect), composite and grammar slot types, networks of bots, sentiment and runtime hints are missing.',
];

const MODEL_GAPS = ['Bots, versions and aliases are made by CloudFormation; the API reads them and builds locales.'];

/** Amazon Lex V2: what talks, and what is talked about. */
export interface Lex {
  /** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Runtime_V2.html */
  readonly runtime: ServiceDefinition;
  /** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Model_Building_V2.html */
  readonly models: ServiceDefinition;
}

export function createLex(deps: LexDeps): Lex {
  const bots = new Bots(deps);
  const sessions = new Sessions(deps);
  const log = new ConversationLog(deps);
  const parts: LexParts = { ...deps, bots, sessions, log, understanding: new UnderstandingCache() };
  const runtime: ServiceDefinition = {
    name: 'lex',
    signingName: 'lex',
    // Both APIs sign as `lex` and begin with /bots/; only this one writes "botAliases" so.
    pathPrefix: /^\/bots\/[^/]+\/botAliases\//,
    sdk: '@aws-sdk/client-lex-runtime-v2',
    protocol: 'rest-json',
    operations: [recognizeText(parts), recognizeUtterance(parts), ...sessionOperations(parts)],
    resources: [botResource(parts), botVersionResource(parts), botAliasResource(parts), resourcePolicyResource(parts)],
    gaps: RUNTIME_GAPS,
    start: () => sessions.start(),
    async stop() {
      sessions.stop();
      await log.flushed();
    },
  };
  const models: ServiceDefinition = {
    name: 'lexmodels',
    signingName: 'lex',
    sdk: '@aws-sdk/client-lex-models-v2',
    protocol: 'rest-json',
    operations: modelOperations(parts),
    resources: [],
    gaps: MODEL_GAPS,
  };
  return { runtime, models };
}
