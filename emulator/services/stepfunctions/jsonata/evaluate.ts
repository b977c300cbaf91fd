import type { Json } from '../json.ts';
import type { Scope } from '../scope.ts';
import type { Parsed } from './parse.ts';
import { MAX_NESTING, RUN, Run, stackOverflow } from './run.ts';

/** Names that AWS keeps expressions from: `$eval` is answered like any name that is no function. */
const WITHHELD = ['eval'];

/** Evaluates an expression with the JSONata library. Rejects with whatever the library, a function or the run throws. */
export async function evaluateWithLibrary(parsed: Parsed, scope: Scope): Promise<unknown> {
  if (parsed.nesting > MAX_NESTING) throw stackOverflow();
  return await parsed.library.evaluate(undefined, bindings(parsed.names, scope));
}

function bindings(names: ReadonlySet<string>, scope: Scope): Record<string, unknown> {
  const bound: Record<string, unknown> = { [RUN]: new Run(scope) };
  for (const name of names) {
    const value = name === 'states' ? statesOf(scope) : scope.variables?.get(name);
    if (value !== undefined || WITHHELD.includes(name)) bound[name] = value;
  }
  return bound;
}

/** `$states`. The Context object is read only when the expression asks for it, since the engine makes it on demand. */
export function statesOf(scope: Scope): { [member: string]: Json } {
  const { result, errorOutput } = scope;
  return {
    get context() {
      return scope.context;
    },
    input: scope.input,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  };
}
