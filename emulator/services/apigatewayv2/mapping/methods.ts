import { TemplateError } from './syntax.ts';
import { HostObject, isMap, valueText } from './value.ts';

type Method<T> = (self: T, ...args: readonly unknown[]) => unknown;

/** By name; a name that is not there has no method. */
interface Methods<T> {
  readonly [name: string]: Method<T>;
}

const text = (value: unknown) => valueText(value);
const integer = (value: unknown) => Math.trunc(Number(value));

/** Java's methods on what templates hold, as far as people use them. */
const STRING: Methods<string> = {
  length: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  equals: (self, other) => self === other,
  equalsIgnoreCase: (self, other) => self.toLowerCase() === text(other).toLowerCase(),
  contains: (self, part) => self.includes(text(part)),
  startsWith: (self, part) => self.startsWith(text(part)),
  endsWith: (self, part) => self.endsWith(text(part)),
  indexOf: (self, part) => self.indexOf(text(part)),
  substring: (self, from, to) => self.substring(integer(from), to === undefined ? undefined : integer(to)),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  replace: (self, from, to) => self.replaceAll(text(from), text(to)),
  replaceAll: (self, pattern, to) => self.replace(new RegExp(text(pattern), 'g'), text(to)),
  split: (self, pattern) => self.split(new RegExp(text(pattern))),
  concat: (self, other) => self + text(other),
  toString: (self: string) => self,
};

const LIST: Methods<unknown[]> = {
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  get: (self, at) => self[integer(at)] ?? null,
  contains: (self, item) => self.includes(item),
  add: (self, item) => {
    self.push(item);
    return true;
  },
  addAll: (self, items) => {
    self.push(...(Array.isArray(items) ? items : []));
    return true;
  },
  toString: (self: unknown[]) => valueText(self),
};

const MAP: Methods<Record<string, unknown>> = {
  size: (self) => Object.keys(self).length,
  isEmpty: (self) => Object.keys(self).length === 0,
  get: (self, key) => (Object.hasOwn(self, text(key)) ? self[text(key)] : null),
  containsKey: (self, key) => Object.hasOwn(self, text(key)),
  keySet: (self) => Object.keys(self),
  values: (self) => Object.values(self),
  entrySet: (self) => Object.entries(self).map(([key, value]) => ({ key, value })),
  put: (self, key, value) => {
    self[text(key)] = value;
    return value;
  },
  remove: (self, key) => {
    const value = self[text(key)] ?? null;
    delete self[text(key)];
    return value;
  },
  toString: (self: Record<string, unknown>) => valueText(self),
};

const OTHER: Methods<unknown> = {
  toString: (self: unknown) => valueText(self),
  equals: (self, other) => self === other,
};

/** @throws TemplateError when the value has no such method */
export function callMethod(value: unknown, name: string, args: readonly unknown[]): unknown {
  const method = methodOf(value, name);
  if (!method) throw new TemplateError(`the method ${name}() is not supported on ${kindOf(value)}`);
  return method(args);
}

function methodOf(value: unknown, name: string): ((args: readonly unknown[]) => unknown) | undefined {
  const pick = <T>(table: Methods<T>, self: T) => {
    const method = Object.hasOwn(table, name) ? table[name] : undefined;
    return method && ((args: readonly unknown[]) => method(self, ...args));
  };
  if (value instanceof HostObject) {
    const method = Object.hasOwn(value.methods, name) ? value.methods[name] : undefined;
    return method && ((args) => method(...args));
  }
  if (typeof value === 'string') return pick(STRING, value);
  if (Array.isArray(value)) return pick(LIST, value);
  return isMap(value) ? pick(MAP, value) : pick(OTHER, value);
}

const kindOf = (value: unknown) =>
  value instanceof HostObject
    ? `$${value.name}`
    : Array.isArray(value)
      ? 'a list'
      : isMap(value)
        ? 'a map'
        : `a ${typeof value}`;

/** Every method that any value has, for what a template is checked against before it runs. */
export const KNOWN_METHODS: ReadonlySet<string> = new Set(
  [STRING, LIST, MAP, OTHER].flatMap((table) => Object.keys(table)),
);
