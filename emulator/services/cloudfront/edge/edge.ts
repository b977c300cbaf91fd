import type { IncomingMessage } from 'node:http';
import type { Door } from '../../../door/door.ts';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import type { Distributions } from '../distributions.ts';
import type { Behavior, Distribution } from '../model.ts';
import { behaviorFor } from './behavior.ts';
import { compressed } from './compression.ts';
import { fromServer } from './custom-origin.ts';
import { withPolicy } from './response-headers.ts';
import { bucketOf, fromBucket } from './s3-origin.ts';
import { type ViewerRequest, viewerRequest } from './viewer-request.ts';

export interface EdgeDeps {
  readonly distributions: Distributions;
  readonly door: Door;
  /** Base URL of the emulator. */
  readonly endpoint: () => string;
}

const text = (status: number, body: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/**
 * Answers what browsers ask the web port for, as the distribution would: behaviour → origin → error page → headers → compression.
 * Nothing is cached, so that every request sees what the origin holds now.
 */
export class Edge {
  readonly #deps: EdgeDeps;

  constructor(deps: EdgeDeps) {
    this.#deps = deps;
  }

  async answer(message: IncomingMessage, signal: AbortSignal): Promise<WireAnswer> {
    const request = viewerRequest(message, signal);
    const distribution = this.#distributionFor(request);
    if (!distribution) return text(404, 'No distribution is deployed.');
    if (!distribution.enabled) return text(403, 'The distribution is disabled.');
    const behavior = behaviorFor(distribution, request.path);
    if (!behavior.allowedMethods.includes(request.method)) {
      return text(403, `This distribution is not configured to allow the HTTP request method ${request.method}.`);
    }
    const answer = await this.#orErrorPage(
      distribution,
      await this.#fetch(distribution, behavior, rooted(distribution, request)),
      request,
    );
    const whole = behavior.compress ? compressed(answer, request.headers['accept-encoding']) : answer;
    return { ...whole, headers: withPolicy(whole.headers, behavior, this.#deps.distributions) };
  }

  /** By the name in the address, `d111111abcdef8.localhost`, or an alias; otherwise the first one. */
  #distributionFor({ headers }: ViewerRequest): Distribution | undefined {
    const all = this.#deps.distributions.all();
    const name = headers.host?.replace(/:\d+$/, '') ?? '';
    const [label] = name.split('.');
    return (
      all.find(({ domainName, aliases }) => domainName.split('.')[0] === label || aliases.includes(name)) ?? all[0]
    );
  }

  async #fetch(distribution: Distribution, behavior: Behavior, request: ViewerRequest): Promise<WireAnswer> {
    const { distributions, door, endpoint } = this.#deps;
    const origin = distribution.origins.find(({ id }) => id === behavior.originId);
    if (!origin) return text(502, `The distribution has no origin ${behavior.originId}.`);
    const bucket = bucketOf(origin);
    if (bucket !== undefined) return fromBucket(door, distributions.arnOf(distribution.id), origin, bucket, request);
    try {
      return await fromServer(origin, endpoint(), request);
    } catch (error) {
      return text(
        502,
        `The origin ${origin.domainName} does not answer: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
  async #orErrorPage(distribution: Distribution, answer: WireAnswer, request: ViewerRequest): Promise<WireAnswer> {
    const page = distribution.errorResponses.find(({ errorCode }) => errorCode === answer.status);
    if (!page?.pagePath) return answer;
    const headers = { 'accept-encoding': request.headers['accept-encoding'] };
    const pageRequest = { ...request, method: 'GET', path: page.pagePath, query: '', headers };
    const found = await this.#fetch(distribution, behaviorFor(distribution, page.pagePath), pageRequest);
    return found.status === 200 ? { ...found, status: page.responseCode ?? answer.status } : answer;
  }
}

/** The root of a site is its root object. */
function rooted({ defaultRootObject }: Distribution, request: ViewerRequest): ViewerRequest {
  return request.path === '/' && defaultRootObject ? { ...request, path: `/${defaultRootObject}` } : request;
}
