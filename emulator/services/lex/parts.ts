import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Trace } from '../../runtime/trace.ts';
import type { Bots } from './bots.ts';
import type { ConversationLog } from './conversation/conversation-log.ts';
import type { Sessions } from './dialog/sessions.ts';
import type { UnderstandingCache } from './understanding/cache.ts';

/** What the operations of the service share. */
export interface LexParts {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly bots: Bots;
  readonly sessions: Sessions;
  readonly understanding: UnderstandingCache;
  readonly log: ConversationLog;
}
