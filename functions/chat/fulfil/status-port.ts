import type { Language, StatusType } from '../bot/language.ts';

/** Where the bot finds out how things stand. Whoever has a system of orders writes an adapter for it, and gives it to the handler. */
export interface StatusPort {
  /**
   * @param sessionId of whose thing: it ends in the id of the user
   * @returns a sentence for him
   */
  statusOf(type: StatusType, sessionId: string, language: Language): Promise<string>;
}

/** For as long as nothing is connected: says so, instead of making something up. */
export class StubStatusPort implements StatusPort {
  async statusOf(type: StatusType, _sessionId: string, language: Language): Promise<string> {
    return language.noStatus(language.statusNames[type]);
  }
}
