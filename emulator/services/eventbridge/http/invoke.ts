import type { HttpParameters } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Authorizations } from './authorize.ts';
import type { ApiDestination, Connection } from './model.ts';
import type { HttpAnswer, HttpRequest, SendHttp } from './network.ts';
import type { RequestParts } from './request-parts.ts';

interface Deps {
  readonly send: SendHttp;
  readonly authorizations: Authorizations;
  readonly clock: Clock;
}

/** Which refusals mean that the token has to be fetched anew. */
const UNAUTHORIZED: readonly number[] = [401, 407];
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html: besides 5xx, these are tried again. */
const TRY_AGAIN: readonly number[] = [401, 407, 409, 429];
const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Calls API destinations, no faster than each allows. */
export class Invoker {
  readonly #deps: Deps;
  /** When the next call of a destination may go, by its ARN. */
  readonly #free = new Map<string, number>();
  /** Ends the waiting of calls that have no place yet. */
  readonly #waiting = new Set<() => void>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws AwsError when the endpoint cannot be reached or answers anything but 2xx */
  async invoke(
    destination: ApiDestination,
    connection: Connection,
    input: string,
    parameters?: HttpParameters,
  ): Promise<void> {
    await this.#turn(destination);
    const { authorizations, send } = this.#deps;
    const parts = await authorizations.parts(connection);
    const answer = await send(requestOf(destination, parts, input, parameters));
    if (answer.status >= 200 && answer.status < 300) return;
    if (UNAUTHORIZED.includes(answer.status)) authorizations.forget(connection);
    throw refusal(destination, answer);
  }

  /** Waits for a place within the destination's rate. */
  #turn({ arn, invocationsPerSecond }: ApiDestination): Promise<void> | void {
    const { clock } = this.#deps;
    const now = clock.now();
    const at = Math.max(now, this.#free.get(arn) ?? 0);
    this.#free.set(arn, at + 1000 / invocationsPerSecond);
    if (at > now) return this.#wait(arn, at);
  }

  #wait(arn: string, at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#deps.clock.at(at, () => {
        this.#waiting.delete(end);
        resolve();
      });
      const end = () => {
        cancel();
        reject(
          new AwsError('ServiceUnavailable', `The emulator stopped before ${arn} could be called.`, { status: 503 }),
        );
      };
      this.#waiting.add(end);
    });
  }

  /** Gives up what waits for its place; it is tried again after the next start. */
  stop(): void {
    for (const end of this.#waiting) end();
    this.#waiting.clear();
  }
}

function requestOf(
  { endpoint, method }: ApiDestination,
  parts: RequestParts,
  input: string,
  parameters: HttpParameters = {},
): HttpRequest {
  const values = [...(parameters.PathParameterValues ?? [])];
  const url = new URL(endpoint.replace(/\*/g, () => encodeURIComponent(values.shift() ?? '')));
  // What the connection says wins over the target.
  const query = { ...parameters.QueryStringParameters, ...parts.query };
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return {
    url,
    method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      ...parameters.HeaderParameters,
      ...parts.headers,
    },
    body: WITHOUT_BODY.includes(method) ? undefined : bodyOf(input, parts.body),
  };
}

function bodyOf(input: string, extra: Readonly<Record<string, string>>): string {
  if (Object.keys(extra).length === 0) return input;
  const value: unknown = JSON.parse(input);
  // Further members can only be put into an object.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify({ ...value, ...extra })
    : input;
}

function refusal({ endpoint }: ApiDestination, { status, text, retryAfterSeconds }: HttpAnswer): AwsError {
  const again = TRY_AGAIN.includes(status);
  const message = `${endpoint} answered ${status}: ${text.slice(0, 500)}`;
  return new AwsError(again ? 'TooManyRequestsException' : 'HttpError', message, {
    status: again ? 429 : Math.max(status, 400),
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
  });
}
