import type { StateFields } from '../asl/state-fields.ts';
import { Failure } from '../engine/failure.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { State } from '../engine/state.ts';
import { RuntimeError } from '../errors/runtime.ts';
import type { Json } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import { compileValue } from '../jsonpath/payload-template.ts';
import type { Scope } from '../scope.ts';

type Read = (scope: Scope) => MaybePromise<Json>;

/** https://states-language.net/spec.html#fail-state */
export function parseFail(fields: StateFields): State {
  const error = fields.isJsonata ? jsonata(fields, 'Error') : jsonPath(fields, 'Error');
  const cause = fields.isJsonata ? jsonata(fields, 'Cause') : jsonPath(fields, 'Cause');
  return {
    name: fields.name,
    type: 'Fail',
    retriable: false,
    run: (visit) => {
      if (!fields.isJsonata) visit.inspect('afterInputPath', visit.input.value);
      const scope = visit.scope(visit.input.value);
      return chain(error?.(scope), (errorText) =>
        chain(cause?.(scope), (causeText) => {
          throw new Failure(textOf(errorText), textOf(causeText));
        }),
      );
    },
  };
}

/** `Error` and `Cause` are literal; `ErrorPath` and `CausePath` are paths or intrinsic calls that give a string. */
function jsonPath(fields: StateFields, name: 'Error' | 'Cause'): Read | undefined {
  const pathName = `${name}Path`;
  fields.exclusive(name, pathName);
  const literal = fields.text(name);
  const read = fields.compiledText(pathName, (text) => compileValue(text, pathName));
  if (literal !== undefined) return () => literal;
  return (
    read &&
    ((scope) => {
      const value = read(scope);
      if (typeof value === 'string') return value;
      throw new RuntimeError(`The ${pathName} parameter does not reference a string: ${fields.text(pathName)}`);
    })
  );
}

function jsonata(fields: StateFields, name: 'Error' | 'Cause'): Read | undefined {
  return fields.compiledText(name, (text) =>
    isExpression(text) ? compileExpression(text, name, ['string']) : () => text,
  );
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
