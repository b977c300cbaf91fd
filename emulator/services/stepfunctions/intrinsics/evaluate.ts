import { IntrinsicFailure } from '../errors/intrinsic-failure.ts';
import type { Json } from '../json.ts';
import { pathNotFoundInField } from '../jsonpath/path.ts';
import type { Scope } from '../scope.ts';
import { checkArguments, InvalidArgument } from './intrinsic.ts';
import { type Argument, type Call, parseIntrinsic } from './parse.ts';

/**
 * Compiles an intrinsic call for `field`, such as `value.$`.
 * @throws ExpressionSyntaxError when compiled; IntrinsicFailure or RuntimeError when called
 */
export function compileIntrinsic(text: string, field: string): (scope: Scope) => Json {
  const call = parseIntrinsic(text);
  return (scope) => evaluateCall(call, field, scope);
}

function evaluateCall(call: Call, field: string, scope: Scope): Json {
  const args = call.args.map((argument) => evaluateArgument(argument, field, scope));
  try {
    checkArguments(call.intrinsic, args);
    return call.intrinsic.call(args, scope.randomness);
  } catch (error) {
    if (!(error instanceof InvalidArgument)) throw error;
    throw new IntrinsicFailure(`The function '${call.text}' had the following error: ${error.message}`, {
      cause: error,
    });
  }
}

function evaluateArgument(argument: Argument, field: string, scope: Scope): Json {
  if (argument.kind === 'literal') return argument.value;
  if (argument.kind === 'call') return evaluateCall(argument, field, scope);
  const value = argument.path.find(scope);
  if (value === undefined) throw pathNotFoundInField(argument.path.text, field, scope.input);
  return value;
}
