import { Connection, type ConnectionState } from './connection.ts';
import { Delivery } from './delivery.ts';
import type { ErrorFrame, Frame, Message, OutcomeFrame } from './frames.ts';
import { Histories, type HistoryFrame } from './histories.ts';
import { Outbox, type OutgoingMessage } from './outbox.ts';
import type { ChatPorts } from './ports.ts';
import { Presence } from './presence.ts';
import { Typing } from './typing.ts';

/** A conversation as it is to be shown. */
export interface ConversationView {
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  /** In order, without a gap and without a double. */
  readonly messages: readonly Message[];
  /** The user's own that have no place yet, in the order in which they were said. */
  readonly outgoing: readonly OutgoingMessage[];
  /** Others who are typing. */
  readonly typing: readonly string[];
}

export interface ChatState {
  readonly connection: ConnectionState;
  /** Until then the server takes no message of this user; milliseconds since 1970. */
  readonly limitedUntil: number | undefined;
  /** Who is there, the user too. Empty in a crowd, where nobody is told who comes and goes. */
  readonly online: ReadonlySet<string>;
}

export interface ChatClientOptions {
  /** `wss://…`, with its stage. */
  readonly url: string;
  readonly userId: string;
  readonly ports: ChatPorts;
}

/** No more often than this is the server told that the user types. */
const TYPING_INTERVAL_MILLISECONDS = 2_000;
/** The conversation that everybody belongs to. */
const EVERYBODY = 'general';

/**
 * Chat without a page around it: keeps the connection, sends what the user says until the server has taken it, and keeps each
 * conversation in order and whole, whatever happens to the connection. Views subscribe and read.
 *
 * @example
 * const chat = new ChatClient({ url, userId, ports: browserPorts(idToken) });
 * chat.subscribe(render);
 * chat.open('general');
 * chat.say('general', 'hola');
 */
export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #delivery: Delivery;
  readonly #histories: Histories;
  /** Conversations that a view follows; of others, there is what was pushed. */
  readonly #followed = new Set<string>();
  readonly #typing: Typing;
  readonly #presence: Presence;
  readonly #views = new Map<string, ConversationView>();
  readonly #listeners = new Set<() => void>();
  readonly #outcomeListeners = new Set<(outcome: OutcomeFrame) => void>();
  #lastTyping = Number.NEGATIVE_INFINITY;
  #state: ChatState = { connection: { status: 'closed' }, limitedUntil: undefined, online: new Set() };

  constructor(options: ChatClientOptions) {
    const { url, userId, ports } = options;
    this.#options = options;
    this.#outbox = new Outbox(ports.storage, userId);
    const isConnected = () => this.#state.connection.status === 'connected';
    this.#histories = new Histories({
      after: ports.after,
      canAsk: isConnected,
      ask: (asked) => this.#connection.send({ action: 'history', ...asked }),
    });
    this.#presence = new Presence({
      ask: () => this.#connection.send({ action: 'present', conversationId: EVERYBODY }),
      onChange: (online) => this.#setState({ online }),
    });
    this.#typing = new Typing(ports.after, (conversationId) => this.#changed(conversationId));
    this.#delivery = new Delivery({
      outbox: this.#outbox,
      ports,
      canSend: () => isConnected() && this.#state.limitedUntil === undefined,
      send: ({ messageId, conversationId, content }) =>
        this.#connection.send({ action: 'sendmessage', conversationId, messageId, message: content }),
    });
    this.#connection = new Connection({
      url,
      ports,
      onState: (connection) => this.#onConnection(connection),
      onFrame: (frame) => this.#onFrame(frame),
    });
  }

  /** @returns what ends the subscription */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Events of other domains that concern the user, such as Image Processed. */
  onOutcome(listener: (outcome: OutcomeFrame) => void): () => void {
    this.#outcomeListeners.add(listener);
    return () => this.#outcomeListeners.delete(listener);
  }

  /** The same object until something changes. */
  state = (): ChatState => this.#state;

  /** The same object until something changes in it. */
  conversation(conversationId: string): ConversationView {
    const known = this.#views.get(conversationId);
    if (known) return known;
    const timeline = this.#histories.of(conversationId);
    const view: ConversationView = {
      isLoaded: timeline?.isLoaded ?? false,
      hasOlder: timeline?.hasOlder ?? false,
      messages: timeline?.messages ?? [],
      outgoing: this.#outbox.messages.filter((message) => message.conversationId === conversationId),
      typing: this.#typing.in(conversationId),
    };
    this.#views.set(conversationId, view);
    return view;
  }

  /** Connects, and stays so. Again, it does so without waiting: when the browser says that it is online. */
  connect(): void {
    this.#connection.connect();
  }

  /** Takes the connection for lost: when the browser says that it is offline. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#delivery.interrupt();
    this.#connection.close();
  }

  /** Follows a conversation from now on. */
  open(conversationId: string): void {
    if (this.#followed.has(conversationId)) return;
    this.#followed.add(conversationId);
    this.#histories.open(conversationId);
  }

  /** Asks for the page before the first message that is known. */
  loadOlder(conversationId: string): void {
    this.#histories.loadOlder(conversationId);
  }

  /** Takes what the user says; it is sent as soon as that is possible. */
  say(conversationId: string, content: string): void {
    const { ports } = this.#options;
    const messageId = ports.uuid();
    this.#outbox.add({ messageId, conversationId, content, sentAt: new Date(ports.now()).toISOString() });
    this.#changed(conversationId);
    this.#delivery.go();
  }

  /** Sends again what the server refused. */
  retry(messageId: string): void {
    this.#outbox.again(messageId);
    this.#changedAll();
    this.#delivery.go();
  }

  /** Gives up what the server refused. */
  discard(messageId: string): void {
    if (this.#outbox.remove(messageId)) this.#changedAll();
  }

  /** Tells the others that the user is typing, no more often than is worth while. */
  typing(conversationId: string): void {
    const now = this.#options.ports.now();
    if (now - this.#lastTyping < TYPING_INTERVAL_MILLISECONDS) return;
    this.#lastTyping = now;
    this.#connection.send({ action: 'typing', conversationId });
  }

  #onConnection(connection: ConnectionState): void {
    // Who went meanwhile was told to nobody; when one connection takes over from another, nothing was missed.
    const wasConnected = this.#state.connection.status === 'connected';
    if (!wasConnected) this.#presence.forget();
    this.#setState({ connection });
    if (connection.status !== 'connected') {
      this.#histories.interrupt();
      return;
    }
    this.#presence.ask();
    this.#histories.catchUp();
    this.#delivery.interrupt();
    this.#delivery.go();
  }

  #onFrame(frame: Frame): void {
    if (frame.event === 'message') this.#onMessage(frame);
    else if (frame.event === 'history') this.#onHistory(frame);
    else if (frame.event === 'ack') this.#onAck(frame.messageId, frame.conversationId);
    else if (frame.event === 'typing') this.#onTyping(frame.conversationId, frame.userId);
    else if (frame.event === 'presence') this.#presence.told(frame.userId, frame.status === 'online');
    else if (frame.event === 'present') this.#presence.answered(frame);
    else if (frame.event === 'error') this.#onError(frame);
    else if (frame.event === 'outcome') for (const listener of this.#outcomeListeners) listener(frame);
  }

  #onMessage(message: Message): void {
    const { conversationId, userId } = message;
    this.#typing.ends(conversationId, userId);
    this.#seen([message]);
    this.#histories.push(message);
    this.#changed(conversationId);
  }

  #onHistory(page: HistoryFrame): void {
    this.#seen(page.messages);
    this.#histories.take(page);
    this.#changed(page.conversationId);
  }

  /** What has its place is no longer on its way. */
  #seen(messages: readonly Message[]): void {
    for (const { messageId, userId } of messages) {
      if (userId !== this.#options.userId) continue;
      this.#outbox.remove(messageId);
      this.#delivery.settled(messageId);
    }
  }

  #onAck(messageId: string, conversationId: string): void {
    this.#outbox.sent(messageId);
    this.#delivery.taken(messageId);
    this.#changed(conversationId);
  }

  #onTyping(conversationId: string, userId: string): void {
    if (userId === this.#options.userId) return;
    this.#typing.begins(conversationId, userId);
  }

  #onError({ code, message, messageId, retryAfterMilliseconds = 0 }: ErrorFrame): void {
    if (code === 'RateLimited') this.#wait(retryAfterMilliseconds);
    else if (code === 'TokenExpired') this.#connection.connect();
    // What failed by no fault of the message's is sent again when it stays without acknowledgement.
    else if (messageId !== undefined && code !== 'InternalError') this.#refused(messageId, { code, message });
  }

  #refused(messageId: string, reason: Pick<ErrorFrame, 'code' | 'message'>): void {
    this.#outbox.failed(messageId, reason);
    this.#changedAll();
    this.#delivery.settled(messageId);
  }

  /** Nothing is sent until the server takes messages again; what it refused is sent then. */
  #wait(milliseconds: number): void {
    const { ports } = this.#options;
    this.#setState({ limitedUntil: ports.now() + milliseconds });
    this.#delivery.interrupt();
    ports.after(milliseconds, () => {
      this.#setState({ limitedUntil: undefined });
      this.#delivery.go();
    });
  }

  #setState(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell();
  }

  #changed(conversationId: string): void {
    this.#views.delete(conversationId);
    this.#tell();
  }

  #changedAll(): void {
    this.#views.clear();
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
