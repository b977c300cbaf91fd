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

export interface KnownConnection {
  /** Undefined when nobody knows the connection, or it is half forgotten. */
  readonly userId: string | undefined;
  /** What it listens to, `general` with it. */
  readonly conversationIds: readonly string[];
}

/** Which connections are open, whose they are, and what they listen to. */
export interface Connections {
  /** Writes a connection down; it listens to `general` from now on. */
  open(connection: NewConnection): Promise<void>;
  /** Lets a connection listen to more conversations. */
  listen(connection: NewConnection, conversationIds: readonly string[]): Promise<void>;
  /** What is written of a connection, as it is at this moment. */
  find(connectionId: string): Promise<KnownConnection>;
  /**
   * Forgets that a connection listened to conversations, and at last the connection itself.
   *
   * @returns whether it was known, and nobody else has forgotten it first
   */
  forget(connectionId: string, conversationIds: readonly string[]): Promise<boolean>;
  /** Some of those who listen to a conversation, in no particular order, after the given connection. */
  listenersOf(conversationId: string, limit: number, after?: string): Promise<ListenerPage>;
  /** Whose the first `limit` connections are that listen to a conversation. */
  presentIn(conversationId: string, limit: number): Promise<Present>;
  /** All connections of a user, oldest first. */
  ofUser(userId: string): Promise<readonly Listener[]>;
}
