import { TemplateError } from '../errors.ts';
import { hasUnknown, isRecord, Unknown } from '../unknown.ts';
import { type Evaluation, type Intrinsic, scalarText } from './intrinsic.ts';

const USAGE =
  "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const VARIABLE_NAME = /^[\w.:]+$/;

/** `${Name}`, `${Resource.Attribute}` and `${!Literal}` in a text, with variables of its own in the list form. */
export const sub: Intrinsic = {
  name: 'Fn::Sub',
  evaluate(argument, evaluation) {
    const [text, variables] = split(argument);
    const own = evaluation.resolve(variables);
    if (!isRecord(own)) throw new TemplateError(USAGE);
    let unknown = hasUnknown(own);
    const result = text.replace(PLACEHOLDER, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const value = Object.hasOwn(own, name) ? own[name] : lookUp(name, evaluation);
      unknown ||= value instanceof Unknown;
      return value instanceof Unknown ? '' : substitute(name, value);
    });
    return unknown ? new Unknown('Fn::Sub') : result;
  },
};

function split(argument: unknown): [string, unknown] {
  if (typeof argument === 'string') return [argument, {}];
  if (Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string' && isRecord(argument[1]))
    return [argument[0], argument[1]];
  throw new TemplateError(USAGE);
}

function lookUp(name: string, { scope }: Evaluation): unknown {
  if (!VARIABLE_NAME.test(name))
    throw new TemplateError(
      'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
    );
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}

function substitute(name: string, value: unknown): string {
  const text = scalarText(value);
  if (text === undefined)
    throw new TemplateError(`Template error: Fn::Sub cannot put \${${name}} into a string, for it is not a string`);
  return text;
}
