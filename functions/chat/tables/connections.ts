/** A connection that listens to a conversation. Times are in milliseconds since 1970. */
export interface Listener {
  readonly connectionId: string;
  readonly connectedAt: number;
  /** When the token that opened it is no longer good. */
  readonly tokenExpiresAt: number;
}

export interface NewConnection extends Listener {
  readonly userId: string;
}

export interface ListenerPage {
  readonly listeners: readonly Listener[];
  /** The connection after which the next page begins; undefined when there is none. */
  readonly next: string | undefined;
}

/** Users who are connected, each once, in no particular order. */
export interface Present {
  readonly userIds: readonly string[];
  /** Whether there are connections that were not looked at. */
  readonly more: boolean;
}

/** Which connections are open, whose they are, and what they listen to. */
export interface Connections {
  /** Writes a connection down; it listens to `general` from now on. */
  open(connection: NewConnection): Promise<void>;
  /** Lets a connection listen to more conversations. */
  listen(connection: NewConnection, conversationIds: readonly string[]): Promise<void>;
  /**
   * Forgets a connection and all it listened to.
   *
   * @returns whose it was; undefined when nobody knew it, or somebody else has forgotten it first
   */
  forget(connectionId: string): Promise<string | undefined>;
  /** Some of those who listen to a conversation, in no particular order, after the given connection. */
  listenersOf(conversationId: string, limit: number, after?: string): Promise<ListenerPage>;
  /** Whose the first `limit` connections are that listen to a conversation. */
  presentIn(conversationId: string, limit: number): Promise<Present>;
  /** All connections of a user, oldest first. */
  ofUser(userId: string): Promise<readonly Listener[]>;
}
