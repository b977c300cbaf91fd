import { TemplateError } from './syntax.ts';
import { HostObject, valueText } from './value.ts';

/** A path that names one value: `$`, `$.a.b[0]`, `$['a']`. */
const SIMPLE_PATH = /^\$(?:\.[\w-]+|\[\d+\]|\['[^']*'\]|\["[^"]*"\])*$/;
const PATH_STEP = /\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g;

export const isSimplePath = (path: string): boolean => SIMPLE_PATH.test(path);

/** `$input`: the body as it came (`body`), parsed (`path`), and as JSON text (`json`). */
export function inputObject(body: string): HostObject {
  let parsed: { value: unknown } | undefined;
  const at = (path: unknown) => {
    parsed ??= { value: parse(body) };
    return follow(parsed.value, valueText(path));
  };
  return new HostObject(
    'input',
    {
      path: (path) => at(path) ?? null,
      json: (path) => JSON.stringify(at(path) ?? ''),
    },
    (name) => (name === 'body' ? body : undefined),
  );
}

/** What is no JSON is a text. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function follow(value: unknown, path: string): unknown {
  if (!isSimplePath(path)) throw new TemplateError(`the JSONPath ${path} is not supported: it may name one value only`);
  let here = value;
  for (const [, name, index, single, double] of path.matchAll(PATH_STEP)) {
    if (typeof here !== 'object' || here === null) return undefined;
    const key = name ?? index ?? single ?? double ?? '';
    here = Object.hasOwn(here, key) ? Reflect.get(here, key) : undefined;
  }
  return here;
}

/** `$util` (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference). */
export const utilObject = new HostObject(
  'util',
  {
    escapeJavaScript: (value) => escapeJavaScript(valueText(value)),
    parseJson: (value) => parse(valueText(value)),
    urlEncode: (value) => encodeURIComponent(valueText(value)).replaceAll('%20', '+'),
    urlDecode: (value) => decodeURIComponent(valueText(value).replaceAll('+', '%20')),
    base64Encode: (value) => Buffer.from(valueText(value)).toString('base64'),
    base64Decode: (value) => Buffer.from(valueText(value), 'base64').toString('utf8'),
  },
  () => undefined,
);

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** https://commons.apache.org/proper/commons-text/apidocs/org/apache/commons/text/StringEscapeUtils.html#escapeEcmaScript(java.lang.String) */
function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (character) => {
    if (/['"\\/]/.test(character)) return `\\${character}`;
    return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
