import { readFileSync } from 'node:fs';
import type { OnLoadArgs, OnLoadResult, Plugin } from 'esbuild';

/** What takes the place of a file of a package. */
interface Replacement {
  readonly file: RegExp;
  contents(source: string): string;
}

const SDK = '(?:@aws-sdk|@smithy)/[^/]+/dist-es/(?:submodules/)?';

const REPLACEMENTS: readonly Replacement[] = [
  {
    // Clients ask their manifest for nothing but their version.
    file: /@aws-sdk\/client-[^/]+\/package\.json$/,
    contents: (source) => JSON.stringify({ version: manifestVersion(source) }),
  },
  {
    // For a Node without OpenSSL.
    file: new RegExp(`${SDK}(?:checksum/sha256/Sha256Js|checksum/md5/Md5Js|sha/sha1/Sha1Js)\\.js$`),
    contents: (source) => absent(exportedClass(source), 'hashes come from node:crypto'),
  },
  {
    // For AWS_RETRY_MODE=adaptive.
    file: new RegExp(`${SDK}retry/util-retry/AdaptiveRetryStrategy\\.js$`),
    contents: () => absent('AdaptiveRetryStrategy', 'is left out of the bundles'),
  },
  {
    // Which clients load even if nobody asks them for a stream of events, as SelectObjectContent and StartConversation would.
    file: new RegExp(`${SDK}event-streams/index\\.js$`),
    contents: () =>
      [
        'export const eventStreamSerdeProvider = () => undefined;',
        'export const resolveEventStreamSerdeConfig = (config) => config;',
        'export class EventStreamCodec {}',
        absent('EventStreamSerde', 'event streams are left out of the bundles'),
      ].join('\n'),
  },
  {
    // Tells each call to the client's logger. Ours have none, and what it would be told was put together all the same, member by member.
    file: new RegExp(`${SDK}client/middleware-logger/loggerMiddleware\\.js$`),
    contents: () =>
      [
        'export const loggerMiddlewareOptions = {};',
        'export const loggerMiddleware = () => (next) => next;',
        'export const getLoggerPlugin = () => ({ applyToStack() {} });',
      ].join('\n'),
  },
  {
    // For streams of browsers.
    file: new RegExp(
      `${SDK}serde/util-stream/(?:checksum/createChecksumStream|headStream|splitStream|sdk-stream-mixin|getAwsChunkedEncodingStream)\\.browser\\.js$`,
    ),
    contents: (source) => throwing(source, 'streams of browsers are left out of the bundles'),
  },
  {
    // Of endpoints that a service hands out, which DynamoDB does only when it is asked to: AWS_ENABLE_ENDPOINT_DISCOVERY.
    file: /@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/,
    contents: () => 'export class EndpointCache {}',
  },
];

/**
 * Leaves out of a bundle what the packages would bring into it and no function of ours reaches: a third of one that talks to S3. What is
 * left out and is wanted nevertheless says so when it is called.
 *
 * @param namedInSources words of our sources: an error that none of them names arrives as the service's exception, under its own name,
 * with its message, and is no class that anybody would ask for
 */
export function leanPackages(namedInSources: ReadonlySet<string>): Plugin {
  const shapes: Replacement = {
    file: new RegExp(`${SDK}schemas/schemas_\\d+\\.js$`),
    contents: (source) => withPlainKeys(withoutErrors(source, namedInSources)),
  };
  return {
    name: 'lean-packages',
    setup(build) {
      for (const { file, contents } of [shapes, ...REPLACEMENTS]) {
        build.onLoad(
          { filter: file },
          ({ path }: OnLoadArgs): OnLoadResult => ({
            contents: contents(readFileSync(path, 'utf8')),
            loader: path.endsWith('.json') ? 'json' : 'js',
          }),
        );
      }
    },
  };
}

/** How zod writes JSON Schema, of use to none but those who show their contracts to others. */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/ }, ({ path }) => ({
      contents: throwing(readFileSync(path, 'utf8'), 'JSON Schema is left out of the bundles'),
    }));
  },
};

/**
 * Writes `{ ["httpHeader"]: … }` without brackets: to esbuild a computed key may have side effects, so that it would keep the shapes of
 * all operations of S3 for the few that are called.
 *
 * @example `const _hH = "httpHeader"; … { [_hH]: _xarp }` becomes `{ "httpHeader": _xarp }`
 */
export function withPlainKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replaceAll(/\[(\w+)\]: /g, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}: `;
  });
}

/** @example `n0_registry.registerError(NoSuchBucket$, NoSuchBucket);` goes, unless `NoSuchBucket` is named */
export function withoutErrors(source: string, named: ReadonlySet<string>): string {
  return source.replaceAll(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, error: string) =>
    named.has(error) ? line : '',
  );
}

function absent(name: string, reason: string): string {
  return `export class ${name} { constructor() { throw new Error(${JSON.stringify(`${name}: ${reason}`)}); } }`;
}

/** Each function and constant of the file as one that fails when it is called. */
function throwing(source: string, reason: string): string {
  return exportedNames(source)
    .map((name) => `export const ${name} = () => { throw new Error(${JSON.stringify(`${name}: ${reason}`)}); };`)
    .join('\n');
}

function exportedClass(source: string): string {
  const [name] = exportedNames(source);
  if (name === undefined) throw new Error('a class of the SDK is not where it was');
  return name;
}

function exportedNames(source: string): string[] {
  return [...source.matchAll(/^export (?:const|(?:async )?function|class) (\w+)/gm)].map(([, name = '']) => name);
}

function manifestVersion(source: string): unknown {
  const manifest: unknown = JSON.parse(source);
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
}
