import type { InputTransformer } from '@aws-sdk/client-eventbridge';
import { compileJsonPath, type JsonPath } from './json-path.ts';

/** What a template may name beside the event's own values. */
export interface TransformerContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601. */
  readonly ingestionTime: string;
}

type Value = (event: Readonly<Record<string, unknown>>, context: TransformerContext) => unknown;

const PLACEHOLDER = /\\([<>])|<([\w.-]+)>|"|\\./g;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const PREDEFINED: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['aws.events.rule-arn', (_, { ruleArn }) => ruleArn],
  ['aws.events.rule-name', (_, { ruleName }) => ruleName],
  ['aws.events.event.ingestion-time', (_, { ingestionTime }) => ingestionTime],
  ['aws.events.event', ({ detail: _, ...rest }) => rest],
  ['aws.events.event.json', (event) => event],
]);

/** A piece of the template: literal text, or a value that stands inside or outside of quotes. */
type Piece = string | { readonly value: Value; readonly quoted: boolean };

/**
 * An input transformer, compiled. Outside of quotes a value is written as JSON; inside, as the text of a string, objects
 * and lists then losing their own quotes. A path that finds nothing leaves nothing inside quotes and `""` outside.
 */
export class Transformer {
  readonly #pieces: readonly Piece[];

  constructor({ InputPathsMap = {}, InputTemplate = '' }: Partial<InputTransformer>) {
    const values = new Map(PREDEFINED);
    for (const [name, path] of Object.entries(InputPathsMap)) {
      const compiled: JsonPath | undefined = compileJsonPath(path);
      if (compiled) values.set(name, (event) => compiled(event));
    }
    this.#pieces = compile(InputTemplate, values);
  }

  apply(event: Readonly<Record<string, unknown>>, context: TransformerContext): string {
    return this.#pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        return writeValue(piece.value(event, context), piece.quoted);
      })
      .join('');
  }
}

/** The placeholders of a template that neither the paths nor AWS define. */
export function unknownPlaceholders({ InputPathsMap = {}, InputTemplate = '' }: Partial<InputTransformer>): string[] {
  const names = [...InputTemplate.matchAll(PLACEHOLDER)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return names.filter((name) => !Object.hasOwn(InputPathsMap, name) && !PREDEFINED.has(name));
}

function compile(template: string, values: ReadonlyMap<string, Value>): Piece[] {
  const pieces: Piece[] = [];
  let quoted = false;
  let done = 0;
  for (const found of template.matchAll(PLACEHOLDER)) {
    const [whole, bracket, name] = found;
    if (whole === '"') quoted = !quoted;
    const value = name === undefined ? undefined : values.get(name);
    if (bracket === undefined && !value) continue;
    pieces.push(template.slice(done, found.index));
    done = found.index + whole.length;
    if (bracket !== undefined) pieces.push(bracket);
    else if (value) pieces.push({ value, quoted });
  }
  return [...pieces, template.slice(done)];
}

/** A value at its place in a template: as JSON, or inside of quotes as part of a text. */
export const writeValue = (value: unknown, quoted: boolean): string =>
  quoted ? textOf(value) : (JSON.stringify(value) ?? '""');

/** A value as part of a text: `{"a": ["x"]}` becomes `{a:[x]}`. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  if (Array.isArray(value)) return `[${value.map(memberText).join(',')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${textOf(key)}:${memberText(member)}`)
    .join(',')}}`;
}

const memberText = (value: unknown) => (value === null ? 'null' : textOf(value));
