import type { CORSRule } from '@aws-sdk/client-s3';
import { AwsError } from '../../door/errors.ts';
import { invalidRequest, malformedXml } from './errors.ts';
import { CORS_RULES } from './limits.ts';

const METHODS = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE']);

/** @throws AwsError MalformedXML, InvalidRequest */
export function checkCorsRules(rules: readonly CORSRule[] | undefined): CORSRule[] {
  if (!rules?.length) throw malformedXml();
  if (rules.length > CORS_RULES)
    throw invalidRequest(`The number of CORS rules should not exceed allowed limit of ${CORS_RULES} rules.`);
  for (const { AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] } of rules) {
    if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
    const method = AllowedMethods.find((each) => !METHODS.has(each));
    if (method !== undefined) {
      throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
    }
    const pattern = [...AllowedOrigins, ...AllowedHeaders].find((each) => each.split('*').length > 2);
    if (pattern !== undefined) throw invalidRequest(`"${pattern}" can not have more than one wildcard.`);
  }
  return [...rules];
}

/** What a browser asks, in the request itself or beforehand. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Header names of a preflight request. */
  readonly headers: readonly string[];
}

/** Response headers by lower-case name. */
export type CorsHeaders = Readonly<Record<string, string>>;

/**
 * The headers that allow a request by the first rule that fits it, or undefined when none does
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html).
 */
export function corsHeaders(rules: readonly CORSRule[] = [], request: CorsRequest): CorsHeaders | undefined {
  const rule = rules.find((each) => fits(each, request));
  if (!rule) return undefined;
  const anyOrigin = rule.AllowedOrigins?.includes('*');
  const expose = rule.ExposeHeaders ?? [];
  return {
    'access-control-allow-origin': anyOrigin ? '*' : request.origin,
    'access-control-allow-methods': (rule.AllowedMethods ?? []).join(', '),
    ...(anyOrigin ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(request.headers.length > 0 ? { 'access-control-allow-headers': request.headers.join(', ') } : {}),
    ...(expose.length > 0 ? { 'access-control-expose-headers': expose.join(', ') } : {}),
    ...(rule.MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function fits(
  { AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [] }: CORSRule,
  request: CorsRequest,
): boolean {
  return (
    AllowedMethods.includes(request.method) &&
    AllowedOrigins.some((pattern) => matchesPattern(pattern, request.origin)) &&
    request.headers.every((header) => AllowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), header)))
  );
}

/** A pattern may have one `*`, for any characters. */
function matchesPattern(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return before === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/**
 * The answer to a preflight request (`OPTIONS`).
 *
 * @param rules undefined when the bucket has no CORS configuration, or does not exist
 * @param headers of the request, by lower-case name
 * @throws AwsError BadRequest, AccessForbidden
 */
export function preflight(
  rules: readonly CORSRule[] | undefined,
  headers: Readonly<Record<string, string | undefined>>,
): CorsHeaders {
  const { origin, 'access-control-request-method': method, 'access-control-request-headers': names = '' } = headers;
  if (!origin) throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
  if (!method) throw new AwsError('BadRequest', 'Invalid Access-Control-Request-Method: null');
  if (!rules) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', headers);
  const asked = names.split(',').map((name) => name.trim().toLowerCase());
  const allowed = corsHeaders(rules, { origin, method, headers: asked.filter((name) => name !== '') });
  if (allowed) return allowed;
  throw forbidden(
    "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    headers,
  );
}

const forbidden = (message: string, headers: Readonly<Record<string, string | undefined>>) =>
  new AwsError('AccessForbidden', message, {
    status: 403,
    members: { Method: headers['access-control-request-method'], ResourceType: 'BUCKET' },
  });
