import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import { HttpProblem } from './problem.ts';
import type { HttpRequest } from './request.ts';

/** What is known of a request that came before with the same key. */
export interface Remembered {
  /** Of what it asked for. */
  readonly fingerprint: string;
  /** JSON of what it was answered; undefined when that is not known: it is under way, or its function died. */
  readonly answer: string | undefined;
}

/** Keeps what was answered for a day. */
export interface AnswerMemory {
  /** Notes that there is such a request. @returns what is known of an earlier one */
  open(requestKey: string, fingerprint: string): Promise<Remembered | undefined>;
  keep(requestKey: string, answer: string): Promise<void>;
}

export interface OnceOptions {
  /** Whether a repetition is acted on again, because the answer to the first does not last, and acting again changes nothing. */
  readonly repeatable?: boolean;
}

export interface WritePorts {
  readonly answers: AnswerMemory;
  newId(): string;
}

/** 422: two different requests cannot be one and the same. */
export class IdempotencyKeyReused extends HttpProblem {
  override readonly name = 'IdempotencyKeyReused';

  constructor(key: string) {
    const detail = `The Idempotency-Key ${key} was used for another request; a new request needs a new key.`;
    super(422, 'idempotency-key-reused', 'The key belongs to another request', detail);
  }
}

/**
 * Does what a request asks for; when it comes again with the same Idempotency-Key, answers what it was answered before.
 *
 * Should the first have died between doing and remembering, it is done again under the same key, by which whoever consumes the event
 * knows it again.
 *
 * @param act is given the key under which the event is to be sent: of its user alone, or, without an Idempotency-Key, of nobody else
 * @throws IdempotencyKeyReused
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export async function once<Body>(
  route: string,
  request: HttpRequest,
  { answers, newId }: WritePorts,
  act: (idempotencyKey: string) => Promise<Answer<Body>>,
  { repeatable = false }: OnceOptions = {},
): Promise<Answer<Body>> {
  const { idempotencyKey, caller, body } = request;
  if (idempotencyKey === undefined) return act(newId());
  const requestKey = hashOf([route, caller.userId, idempotencyKey]);
  const fingerprint = hashOf(body);
  const before = await answers.open(requestKey, fingerprint);
  if (before && before.fingerprint !== fingerprint) throw new IdempotencyKeyReused(idempotencyKey);
  if (before?.answer !== undefined) return JSON.parse(before.answer);
  const answer = await act(requestKey);
  if (!repeatable) await answers.keep(requestKey, JSON.stringify(answer));
  return answer;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
