import { writeValue } from '../../eventbridge/input-transformer.ts';
import { compileJsonPath } from '../../eventbridge/json-path.ts';
import { viewOf } from './view.ts';

/** What a template may name beside the event. */
export interface TemplateContext {
  readonly pipeArn: string;
  readonly pipeName: string;
  readonly sourceArn: string;
  readonly enrichmentArn?: string | undefined;
  readonly targetArn: string;
  /** ISO 8601. */
  readonly ingestionTime: string;
}

type Value = (event: unknown, context: TemplateContext) => unknown;

/** A piece of the template: literal text, or a value that stands inside or outside of quotes. */
type Piece = string | { readonly value: Value; readonly quoted: boolean };

const PLACEHOLDER = /\\([<>])|<(\$[^<>]*|aws\.pipes\.[\w.-]+)>|"|\\./g;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-reserved */
const RESERVED: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['aws.pipes.pipe-arn', (_, { pipeArn }) => pipeArn],
  ['aws.pipes.pipe-name', (_, { pipeName }) => pipeName],
  ['aws.pipes.source-arn', (_, { sourceArn }) => sourceArn],
  ['aws.pipes.enrichment-arn', (_, { enrichmentArn }) => enrichmentArn],
  ['aws.pipes.target-arn', (_, { targetArn }) => targetArn],
  ['aws.pipes.event.ingestion-time', (_, { ingestionTime }) => ingestionTime],
  ['aws.pipes.event', (event) => event],
  ['aws.pipes.event.json', (event) => viewOf(event)],
]);

/**
 * An input template, compiled: `{"user": <$.body.user>, "pipe": "<aws.pipes.pipe-name>"}`. Values are written as those of
 * EventBridge's input transformers are.
 */
export class InputTemplate {
  readonly #pieces: readonly Piece[];

  constructor(template: string) {
    this.#pieces = compile(template);
  }

  apply(event: unknown, context: TemplateContext): string {
    return this.#pieces
      .map((piece) => (typeof piece === 'string' ? piece : writeValue(piece.value(event, context), piece.quoted)))
      .join('');
  }
}

/** The placeholders of a template that are neither paths nor reserved. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return names.filter((name) => !variable(name));
}

function compile(template: string): Piece[] {
  const pieces: Piece[] = [];
  let quoted = false;
  let done = 0;
  for (const found of template.matchAll(PLACEHOLDER)) {
    const [whole, bracket, name] = found;
    if (whole === '"') quoted = !quoted;
    const value = name === undefined ? undefined : variable(name);
    if (bracket === undefined && !value) continue;
    pieces.push(template.slice(done, found.index));
    done = found.index + whole.length;
    if (bracket !== undefined) pieces.push(bracket);
    else if (value) pieces.push({ value, quoted });
  }
  return [...pieces, template.slice(done)];
}

function variable(name: string): Value | undefined {
  if (!name.startsWith('$')) return RESERVED.get(name);
  const path = compileJsonPath(name);
  return path && ((event) => path(viewOf(event)));
}
