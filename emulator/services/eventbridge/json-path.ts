/** A step of a path: a field, an element, or all of them. */
type Step = string | number | typeof ALL;
const ALL = Symbol('*');

const STEP = /\.([^.[\]*]+)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+))\]|(\.\*|\[\*\])/y;

/** A path into an event, compiled; undefined for what it does not find. */
export type JsonPath = (event: unknown) => unknown;

/**
 * The JSONPath that target inputs use: `$`, `.name`, `['name']`, `[0]` and `*`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 *
 * @returns undefined if the text is no such path
 */
export function compileJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (!found) return undefined;
    const [, name, single, double, index, all] = found;
    if (all !== undefined) steps.push(ALL);
    else steps.push(index !== undefined ? Number(index) : (name ?? (single ?? double ?? '').replace(/\\(.)/g, '$1')));
  }
  return (event) => walk(event, steps, 0);
}

function walk(value: unknown, steps: readonly Step[], at: number): unknown {
  const step = steps[at];
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step === ALL) {
    const found = Object.values(value).map((member) => walk(member, steps, at + 1));
    return found.filter((member) => member !== undefined);
  }
  if (typeof step === 'number') return Array.isArray(value) ? walk(value[step], steps, at + 1) : undefined;
  return Object.hasOwn(value, step) ? walk(Reflect.get(value, step), steps, at + 1) : undefined;
}
