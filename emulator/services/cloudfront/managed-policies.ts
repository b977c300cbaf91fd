import type { HeadersPolicy, PolicyHeader } from './model.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED_CACHE_POLICIES: ReadonlySet<string> = new Set([
  '658327ea-f89d-4fab-a63d-7e88639e58f6', // CachingOptimized
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d', // CachingOptimizedForUncompressedObjects
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // CachingDisabled
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65', // UseOriginCacheControlHeaders
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe', // UseOriginCacheControlHeaders-QueryStrings
  '2e54312d-136d-493c-8eb9-b001f22f67d2', // Amplify
  '08627262-05a9-4f76-9ded-b50ca2e3a84f', // Elemental-MediaPackage
]);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES: ReadonlySet<string> = new Set([
  '216adef6-5c7f-47e4-b989-5492eafa07d3', // AllViewer
  'b689b0a8-53d0-40ab-baf2-68738e2966ac', // AllViewerExceptHostHeader
  '59781a5b-3903-41f3-afcb-af62929ccde1', // CORS-CustomOrigin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', // CORS-S3Origin
  'acba4595-bd28-49b8-b9fe-13317c0390fa', // UserAgentRefererHeaders
]);

const header = (name: string, value: string, override = false): PolicyHeader => ({ name, value, override });

const SECURITY = [
  header('referrer-policy', 'strict-origin-when-cross-origin'),
  header('strict-transport-security', 'max-age=31536000'),
  header('x-content-type-options', 'nosniff', true),
  header('x-frame-options', 'SAMEORIGIN'),
  header('x-xss-protection', '1; mode=block'),
];
const SIMPLE_CORS = [header('access-control-allow-origin', '*')];
const PREFLIGHT_CORS = [
  ...SIMPLE_CORS,
  header('access-control-allow-methods', 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS'),
  header('access-control-expose-headers', '*'),
];

const policy = (headers: readonly PolicyHeader[]): HeadersPolicy => ({ headers, remove: [] });

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
export const MANAGED_HEADERS_POLICIES: Readonly<Record<string, HeadersPolicy>> = {
  '67f7725c-6f97-4210-82d7-5512b31e9d03': policy(SECURITY), // SecurityHeadersPolicy
  '60669652-455b-4ae9-85a4-c4c02393f86c': policy(SIMPLE_CORS), // SimpleCORS
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': policy(PREFLIGHT_CORS), // CORS-With-Preflight
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': policy([...SIMPLE_CORS, ...SECURITY]), // CORS-and-SecurityHeadersPolicy
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': policy([...PREFLIGHT_CORS, ...SECURITY]), // CORS-with-preflight-and-SecurityHeadersPolicy
};
