import type { IncomingHttpHeaders } from 'node:http';
import { type OperationModel, requiredMembers, type ServiceModel, traitsOf } from './model.ts';

/** A request as the routes look at it. */
export interface RestRequest {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface RestMatch {
  readonly operation: OperationModel;
  /** Decoded labels, by member name. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: OperationModel;
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  /** Query keys, with their values, that the template itself names. */
  readonly literals: readonly (readonly [string, string])[];
  /** Required members that are bound to the query or to a header: what tells UploadPart from PutObject. */
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  readonly specificity: number;
}

/** Finds the operation of a REST request by the model's own HTTP traits, most specific route first. */
export class RestRoutes {
  readonly #routes: readonly Route[];

  /** @param bucketLabel whether paths start with a bucket that the templates leave out (S3) */
  constructor(model: ServiceModel, bucketLabel: boolean) {
    this.#routes = [...model.operations.values()]
      .flatMap((operation) => (operation.http ? [compile(operation, operation.http, bucketLabel)] : []))
      .sort((a, b) => b.specificity - a.specificity);
  }

  match({ method, path, query, headers }: RestRequest): RestMatch | undefined {
    for (const route of this.#routes) {
      if (route.method !== method) continue;
      const found = route.pattern.exec(path);
      if (!found || !fits(route, query, headers)) continue;
      const labels = route.labels.map((label, index) => [label, decode(found[index + 1] ?? '')]);
      return { operation: route.operation, labels: Object.fromEntries(labels) };
    }
    return undefined;
  }
}

function fits(route: Route, query: URLSearchParams, headers: IncomingHttpHeaders): boolean {
  return (
    route.literals.every(([key, value]) => query.has(key) && (value === '' || query.get(key) === value)) &&
    route.requiredQuery.every((key) => query.has(key)) &&
    route.requiredHeaders.every((name) => headers[name] !== undefined)
  );
}

function compile(operation: OperationModel, http: { method: string; path: string }, bucketLabel: boolean): Route {
  const [template = '/', queryTemplate = ''] = http.path.split('?');
  const required = new Set(requiredMembers(operation.input));
  const members = [...operation.input.structIterator()].map(([name, member]) => ({ name, traits: traitsOf(member) }));
  const inBucket = bucketLabel && members.some(({ name, traits }) => name === 'Bucket' && traits.httpLabel);
  const path = inBucket ? `/{Bucket}${template === '/' ? '' : template}` : template;
  // The SDK adds x-id to tell operations apart in logs; other clients do not send it.
  const literals = [...new URLSearchParams(queryTemplate)].filter(([key]) => key !== 'x-id');
  const bound = members.filter(({ name }) => required.has(name));
  const requiredQuery = bound.flatMap(({ traits }) => (traits.httpQuery ? [traits.httpQuery] : []));
  const requiredHeaders = bound.flatMap(({ traits }) => (traits.httpHeader ? [traits.httpHeader.toLowerCase()] : []));
  const { pattern, labels, fixed } = compilePath(path, inBucket);
  return {
    operation,
    method: http.method,
    pattern,
    labels,
    literals,
    requiredQuery,
    requiredHeaders,
    specificity: fixed * 100 + literals.length * 10 + requiredQuery.length + requiredHeaders.length,
  };
}

function compilePath(path: string, inBucket: boolean): { pattern: RegExp; labels: string[]; fixed: number } {
  const labels: string[] = [];
  let fixed = 0;
  const segments = path.split('/').map((segment) => {
    const label = /^\{(\w+)(\+?)\}$/.exec(segment);
    if (!label?.[1]) {
      if (segment) fixed += 1;
      return literally(segment);
    }
    labels.push(label[1]);
    return label[2] ? '(.+)' : '([^/]+)';
  });
  const trailing = inBucket && labels.length === 1 ? '/?' : '';
  return { pattern: new RegExp(`^${segments.join('/')}${trailing}$`, 's'), labels, fixed };
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
