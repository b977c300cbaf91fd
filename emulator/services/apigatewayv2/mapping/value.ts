/** What API Gateway puts into a template: `$input`, `$context`, `$util`, `$stageVariables`. */
export class HostObject {
  /** `$input` */
  readonly name: string;
  readonly methods: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  readonly #property: (name: string) => unknown;

  constructor(
    name: string,
    methods: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>,
    property: (name: string) => unknown,
  ) {
    this.name = name;
    this.methods = methods;
    this.#property = property;
  }

  /** Null where there is none: what API Gateway does not know is empty, not itself. */
  property(name: string): unknown {
    return this.#property(name) ?? null;
  }
}

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof HostObject);

export const truthy = (value: unknown): boolean => value !== false && value !== null && value !== undefined;

/** A value within text, as Java writes it: `{a=1, b=[x, y]}`. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, entry]) => `${key}=${shown(entry)}`)
      .join(', ')}}`;
  return value instanceof HostObject ? `$${value.name}` : String(value);
}

const shown = (value: unknown): string => (value === null ? 'null' : valueText(value));
