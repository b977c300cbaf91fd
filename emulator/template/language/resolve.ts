import { TemplateError, unsupported } from './errors.ts';
import { INTRINSICS } from './intrinsics/index.ts';
import type { Intrinsic } from './intrinsics/intrinsic.ts';
import type { Scope } from './scope.ts';
import { isRecord, NO_VALUE } from './unknown.ts';

/**
 * The value of a template expression: intrinsic functions are evaluated from the inside out, `AWS::NoValue` leaves its
 * property or list element out.
 *
 * @returns plain data in which only `Unknown` may stand for what the scope does not know yet
 * @throws TemplateError with the path of the function that failed
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return resolveList(value, scope);
  if (!isRecord(value)) return value;
  const call = intrinsicCall(value);
  return call ? evaluate(call.intrinsic, call.argument, scope) : resolveRecord(value, scope);
}

/** The function that an object stands for, if it is `{Ref: …}` or `{Fn::…: …}`. */
export function intrinsicCall(value: Record<string, unknown>): { intrinsic: Intrinsic; argument: unknown } | undefined {
  const keys = Object.keys(value);
  const name = keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 ? keys[0] : undefined);
  if (name === undefined || (name !== 'Ref' && !name.startsWith('Fn::'))) return undefined;
  if (name.startsWith('Fn::ForEach')) throw unsupported('Fn::ForEach');
  if (keys.length > 1)
    throw new TemplateError(`Template format error: ${name} stands beside other keys (${keys.join(', ')})`);
  const intrinsic = INTRINSICS.get(name);
  if (!intrinsic) throw unsupported(name);
  return { intrinsic, argument: value[name] };
}

const evaluate = (intrinsic: Intrinsic, argument: unknown, scope: Scope): unknown =>
  at(intrinsic.name, () => intrinsic.evaluate(argument, { scope, resolve: (inner) => resolve(inner, scope) }));

function resolveList(list: readonly unknown[], scope: Scope): unknown[] {
  return list
    .map((element, index) => at(index, () => resolve(element, scope)))
    .filter((element) => element !== NO_VALUE);
}

function resolveRecord(record: Record<string, unknown>, scope: Scope): Record<string, unknown> {
  const entries = Object.entries(record)
    .map(([key, value]) => [key, at(key, () => resolve(value, scope))] as const)
    .filter(([, value]) => value !== NO_VALUE);
  return Object.fromEntries(entries);
}

/** Runs `work` and tells its error where it happened. */
export function at<T>(key: string | number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof TemplateError ? error.within(key) : error;
  }
}
