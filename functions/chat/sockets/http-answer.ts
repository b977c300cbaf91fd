/** What an answer in HTTP/1.1 says to whoever does not read its body. */
export interface HttpAnswer {
  readonly status: number;
  /** Whether the connection is at the beginning of another answer. */
  readonly goesOn: boolean;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html: no head is larger. */
const MAX_HEAD_CHARACTERS = 65_536;

const STATUS_LINE = /^HTTP\/1\.1 ([2-5]\d\d)[ \r]/;

/**
 * Reads an answer to a POST from what has come so far. After one that is more or other than its head says, or whose end is the end of the
 * connection, nothing else can be read.
 *
 * @param received Latin-1, one character a byte
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
export function readAnswer(received: string): HttpAnswer | 'unfinished' | 'unreadable' {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return received.length > MAX_HEAD_CHARACTERS ? 'unreadable' : 'unfinished';
  const head = received.slice(0, headEnd + 2);
  const status = Number(STATUS_LINE.exec(head)?.[1]);
  if (Number.isNaN(status)) return 'unreadable';
  const end = bodyEnd(head, received, headEnd + 4);
  if (end === 'connection') return { status, goesOn: false };
  if (end === 'unfinished' || received.length < end) return 'unfinished';
  return { status, goesOn: received.length === end && !/\r\nconnection: *close\r\n/i.test(head) };
}

/** Where the body ends, which begins at `start`. */
function bodyEnd(head: string, received: string, start: number): number | 'unfinished' | 'connection' {
  if (/\r\ntransfer-encoding: *chunked\r\n/i.test(head)) return chunksEnd(received, start);
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  return length === undefined ? 'connection' : start + Number(length);
}

/** Each chunk says its length, hexadecimal, in a line before it; an empty one is the last. Trailers, which nobody asks for, are not read. */
function chunksEnd(received: string, start: number): number | 'unfinished' | 'connection' {
  for (let at = start; ; ) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd < 0) return 'unfinished';
    const length = Number.parseInt(received.slice(at, lineEnd), 16);
    if (Number.isNaN(length)) return 'connection';
    at = lineEnd + 2 + length + 2;
    if (length === 0) return at;
  }
}
