import type { Account } from '../../../runtime/account.ts';
import { minify } from './minify.ts';

/**
 * An event on its way through a bus
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html).
 */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** When it happened, epoch milliseconds. */
  readonly time: number;
  /** The whole event as JSON text, as targets get it. */
  readonly text: string;
  /** The same, parsed: what patterns look at. */
  readonly body: Readonly<Record<string, unknown>>;
  /** `X-Amzn-Trace-Id`, handed on to the targets. */
  readonly traceHeader?: string | undefined;
}

export interface EventParts {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly time: number;
  readonly resources: readonly string[];
  /** The detail as JSON text; numbers and order of names stay as they are written. Default: that of `parsed`. */
  readonly detail?: string;
  /** The same, parsed. */
  readonly parsed: object;
  readonly traceHeader?: string | undefined;
}

/** Puts an event together. The detail must be the text of a JSON object. */
export const makeEvent = (account: Account, parts: EventParts): BusEvent => new MadeEvent(account, parts);

/** An event whose text is made when somebody wants it: most of what services tell of, nobody does. */
class MadeEvent implements BusEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly time: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly traceHeader: string | undefined;
  readonly #detail: string | undefined;
  #text: string | undefined;

  constructor(account: Account, { id, source, detailType, time, resources, detail, parsed, traceHeader }: EventParts) {
    this.id = id;
    this.source = source;
    this.detailType = detailType;
    this.time = time;
    this.traceHeader = traceHeader;
    this.#detail = detail;
    this.body = {
      version: '0',
      id,
      'detail-type': detailType,
      source,
      account: account.id,
      time: isoSeconds(time),
      region: account.region,
      resources,
      detail: parsed,
    };
  }

  get text(): string {
    this.#text ??= this.#write();
    return this.#text;
  }

  #write(): string {
    if (this.#detail === undefined) return JSON.stringify(this.body);
    const { detail: _parsed, ...head } = this.body;
    return `${JSON.stringify(head).slice(0, -1)},"detail":${minify(this.#detail)}}`;
  }
}

/** Takes up an event from its text, as it was stored. */
export const readEvent = (text: string, traceHeader?: string): BusEvent => new StoredEvent(text, traceHeader);

/** An event that is parsed when somebody asks what it says: most are handed on as they are. */
class StoredEvent implements BusEvent {
  readonly text: string;
  readonly traceHeader: string | undefined;
  #body: Readonly<Record<string, unknown>> | undefined;

  constructor(text: string, traceHeader: string | undefined) {
    this.text = text;
    this.traceHeader = traceHeader;
  }

  get body(): Readonly<Record<string, unknown>> {
    this.#body ??= JSON.parse(this.text) as Readonly<Record<string, unknown>>;
    return this.#body;
  }

  get id(): string {
    return String(this.body.id);
  }

  get source(): string {
    return String(this.body.source);
  }

  get detailType(): string {
    return String(this.body['detail-type']);
  }

  get time(): number {
    return Date.parse(String(this.body.time));
  }
}

let lastSecond = Number.NaN;
let lastText = '';

/** Event times have no fraction: `2026-01-01T00:00:00Z`. */
export function isoSeconds(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  // Events that come together have one time, and writing it out is slow.
  if (second !== lastSecond) {
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    lastSecond = second;
  }
  return lastText;
}
