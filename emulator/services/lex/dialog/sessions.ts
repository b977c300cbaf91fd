import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Session } from './session.ts';

/** Who talks to what. */
export interface SessionKey {
  readonly botId: string;
  readonly aliasId: string;
  readonly localeId: string;
  readonly sessionId: string;
}

const SWEEP_MILLISECONDS = 3_600_000;

/** Sessions of all bots; each is forgotten when it was idle for as long as its bot allows. */
export class Sessions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #turns = new Map<string, Promise<unknown>>();
  #cancelSweep: Cancel | undefined;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('lex_sessions', [
      `CREATE TABLE lex_sessions (bot_id TEXT, alias_id TEXT, locale_id TEXT, session_id TEXT, body TEXT NOT NULL,
         expires_at INTEGER NOT NULL, PRIMARY KEY (bot_id, alias_id, locale_id, session_id)) STRICT, WITHOUT ROWID;
       CREATE INDEX lex_sessions_expiry ON lex_sessions (expires_at)`,
    ]);
  }

  find({ botId, aliasId, localeId, sessionId }: SessionKey): Session | undefined {
    const row = this.#store.get<{ body: string }>(
      `SELECT body FROM lex_sessions
       WHERE bot_id = ? AND alias_id = ? AND locale_id = ? AND session_id = ? AND expires_at > ?`,
      botId,
      aliasId,
      localeId,
      sessionId,
      this.#clock.now(),
    );
    // Written by `put` alone, so that the text is a session.
    return row && (JSON.parse(row.body) as Session);
  }

  put({ botId, aliasId, localeId, sessionId }: SessionKey, session: Session, idleSeconds: number): void {
    this.#store.run(
      'INSERT OR REPLACE INTO lex_sessions VALUES (?, ?, ?, ?, ?, ?)',
      botId,
      aliasId,
      localeId,
      sessionId,
      JSON.stringify(session),
      this.#clock.now() + idleSeconds * 1_000,
    );
  }

  delete({ botId, aliasId, localeId, sessionId }: SessionKey): void {
    this.#store.run(
      'DELETE FROM lex_sessions WHERE bot_id = ? AND alias_id = ? AND locale_id = ? AND session_id = ?',
      botId,
      aliasId,
      localeId,
      sessionId,
    );
  }

  deleteOfBot(botId: string): void {
    this.#store.run('DELETE FROM lex_sessions WHERE bot_id = ?', botId);
  }

  /** Runs one turn of a session after those that are under way. */
  async inTurn<T>(key: SessionKey, work: () => Promise<T>): Promise<T> {
    const name = JSON.stringify([key.botId, key.aliasId, key.localeId, key.sessionId]);
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }

  /** Removes from now on what nobody will ask for again. */
  start(): void {
    this.#store.run('DELETE FROM lex_sessions WHERE expires_at <= ?', this.#clock.now());
    this.#cancelSweep = this.#clock.at(this.#clock.now() + SWEEP_MILLISECONDS, () => this.start());
  }

  stop(): void {
    this.#cancelSweep?.();
  }
}
