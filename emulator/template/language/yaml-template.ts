import { TemplateError } from './errors.ts';
import { isRecord } from './unknown.ts';

/** Short forms of intrinsic functions, besides `!Ref` and `!Condition`, whose long forms have no `Fn::`. */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];
const SHORT_FORMS = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** What YAML 1.1 makes of unquoted text and CloudFormation does not: dates, `12:30:45`, binary and ordered maps. */
const LEFT_OUT_TAGS = ['timestamp', 'binary', 'omap', 'pairs', 'set'];
const LEFT_OUT_FORMAT = 'TIME';

/**
 * A template's text as JSON: JSON as it is, YAML converted with its short forms (`!Sub`) spelt out
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html).
 *
 * @throws TemplateError when it is neither
 */
export async function templateJson(body: string): Promise<string> {
  if (/^\s*\{/.test(body)) return body;
  // Only few templates are YAML, so its parser is not part of the start.
  const { parse, isMap, isSeq } = await import('yaml');
  const shortForms = [...SHORT_FORMS].flatMap(([tag, name]) => [
    { tag, resolve: (text: string) => ({ [name]: text }) },
    ...(['map', 'seq'] as const).map((collection) => ({
      tag,
      collection,
      resolve: (node: unknown) => ({ [name]: isMap(node) || isSeq(node) ? node.toJSON() : node }),
    })),
  ]);
  try {
    const document: unknown = parse(body, {
      version: '1.1',
      customTags: (tags) => [...tags.filter((tag) => !isLeftOut(tag)), ...shortForms],
      // A template is data: what looks like a number in a key stays text, and nothing is expanded without end.
      stringKeys: true,
      maxAliasCount: 100,
    });
    return JSON.stringify(document);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new TemplateError(`Template format error: YAML not well-formed. (${reason})`, { cause });
  }
}

function isLeftOut(tag: unknown): boolean {
  if (typeof tag === 'string') return LEFT_OUT_TAGS.includes(tag);
  if (!isRecord(tag)) return false;
  return tag.format === LEFT_OUT_FORMAT || LEFT_OUT_TAGS.some((name) => String(tag.tag).endsWith(`:${name}`));
}
