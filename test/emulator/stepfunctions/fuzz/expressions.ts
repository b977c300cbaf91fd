import fc from 'fast-check';
import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';

/** Member names that inputs have and paths ask for. */
export const NAMES = ['a', 'b', 'list'] as const;
const name = fc.constantFrom(...NAMES);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 8 }),
  fc.constantFrom('2026-01-01T00:00:00Z', '1', 'Ünïcödé 🎈', '$.a', '{"a":1}', ''),
);

/** Values of all kinds, often with the names that paths ask for. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) }),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;

/** What executions start with: mostly an object that has what paths ask for. */
export const input: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ a: json, b: scalar, list: fc.array(json, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: json },
);

const step = fc.oneof(
  name.map((member) => `.${member}`),
  fc.constantFrom('[0]', '[-1]', '[*]', '.*', '..a', '[0:2]', '[?(@.a > 1)]', "['b']", '[?(@.b)]', '.length()'),
);
const steps = fc.array(step, { maxLength: 3 }).map((parts) => parts.join(''));

/** Paths, most of which can be read. */
export const path: fc.Arbitrary<string> = fc.oneof(
  { weight: 60, arbitrary: steps.map((rest) => `$${rest}`) },
  { weight: 8, arbitrary: fc.constantFrom('$$.Execution.Id', '$$.State.EnteredTime', '$$.Map.Item.Value', '$$') },
  { weight: 8, arbitrary: steps.map((rest) => `$v${rest}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map((text) => `$${text}`) },
);

/** Where a result may be put. */
export const referencePath: fc.Arbitrary<string> = fc.oneof(
  fc.array(name, { maxLength: 2 }).map((members) => ['$', ...members].join('.')),
  fc.constantFrom('$.list[0]', '$[0]', '$'),
);

const intrinsic: fc.Arbitrary<string> = fc.letrec<{ call: string; argument: string }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 2 },
    path,
    fc.integer({ min: -3, max: 9 }).map(String),
    fc.constantFrom("'text {}'", "'a,b'", 'null', 'true', "'{}'", "'MD5'"),
    tie('call'),
  ),
  call: fc
    .tuple(
      fc.constantFrom(
        'Format',
        'StringToJson',
        'JsonToString',
        'Array',
        'ArrayPartition',
        'ArrayContains',
        'ArrayRange',
        'ArrayGetItem',
        'ArrayLength',
        'ArrayUnique',
        'Base64Encode',
        'Base64Decode',
        'Hash',
        'JsonMerge',
        'MathRandom',
        'MathAdd',
        'StringSplit',
        'UUID',
      ),
      fc.array(tie('argument'), { maxLength: 3 }),
    )
    .map(([called, given]) => `States.${called}(${given.join(', ')})`),
})).call;

/** A payload template of JSONPath: some members are paths or calls of intrinsic functions. */
export const pathTemplate: fc.Arbitrary<Json> = fc.letrec<{ object: Json }>((tie) => ({
  object: fc
    .array(
      fc.oneof(
        { maxDepth: 2 },
        fc.tuple(name, json),
        fc.tuple(name, fc.oneof(path, intrinsic)).map(([member, text]): [string, Json] => [`${member}.$`, text]),
        fc.tuple(name, tie('object')),
      ),
      { maxLength: 3 },
    )
    .map((members) => Object.fromEntries(members)),
})).object;

/** JSONata made from a small grammar, and a few things that are known to be hard. */
const jsonata: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => {
  const part = tie('expression');
  const call = (names: readonly string[], count: number) =>
    fc
      .tuple(fc.constantFrom(...names), fc.array(part, { minLength: count, maxLength: count }))
      .map(([called, given]) => `$${called}(${given.join(', ')})`);
  return {
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      name.map((member) => `$states.input.${member}`),
      fc.constantFrom('$v', '$states.input', '$states.context.State.Name', '$states.result', '$states.input.Error'),
      fc.oneof(fc.integer({ min: -3, max: 9 }).map(String), fc.constantFrom('"text"', 'null', 'true', '[]', '{}')),
      fc
        .tuple(part, fc.constantFrom('+', '-', '*', '/', '%', '&', '=', '<', '>', 'and', 'or', 'in', '..'), part)
        .map(([left, operator, right]) =>
          operator === '..' ? `[${left}..${right}]` : `(${left} ${operator} ${right})`,
        ),
      fc.tuple(part, part, part).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      call(['sum', 'count', 'string', 'number', 'keys', 'reverse', 'type', 'parse', 'uppercase', 'toMillis'], 1),
      call(['append', 'lookup', 'hash', 'partition', 'split'], 2),
      call(['range'], 3),
      fc.tuple(part, part).map(([list, body]) => `$map(${list}, function($x, $i){${body}})`),
      fc.tuple(part, part).map(([list, body]) => `$reduce(${list}, function($x, $y){${body}})`),
      fc.tuple(part, name).map(([object, member]) => `(${object}).${member}`),
      fc.tuple(part, part).map(([list, test]) => `(${list})[${test}]`),
      fc.constantFrom(
        '$error("boom")',
        '$uuid()',
        '$random()',
        '$now()',
        '$assert(false, "no")',
        '($f := function($n){$n < 1 ? 0 : $f($n - 1)}; $f(30))',
      ),
    ),
  };
}).expression;

/** A field of JSONata: an expression, or a value with expressions in it. */
export const expression: fc.Arbitrary<string> = fc.oneof(
  { weight: 80, arbitrary: jsonata.map((text) => `{% ${text} %}`) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map((text) => `{% ${text} %}`) },
);

export const expressionTemplate: fc.Arbitrary<Json> = fc.oneof(
  expression,
  fc.dictionary(name, fc.oneof(expression, json), { maxKeys: 3 }),
  json,
);
