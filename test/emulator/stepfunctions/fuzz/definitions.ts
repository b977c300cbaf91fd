import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../emulator/services/stepfunctions/json.ts';
import { expression, expressionTemplate, json, path, pathTemplate, referencePath } from './expressions.ts';
import { tidied } from './tidy.ts';

type Fields = fc.Arbitrary<JsonObject>;

/** Each field is there or not. */
const some = (fields: Record<string, fc.Arbitrary<Json>>): Fields =>
  fc
    .record(fields, { requiredKeys: [] })
    .map((record) =>
      Object.fromEntries(
        Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );

const error = fc.constantFrom('States.TaskFailed', 'States.Timeout', 'States.Runtime', 'Custom', 'SQS.OverLimit');
const seconds = fc.integer({ min: 0, max: 5 });

const FUNCTION = { fixed: { FunctionName: 'f' }, made: 'Payload' };
const QUEUE = { fixed: { QueueUrl: 'q' }, made: 'MessageBody' };

/** What tasks call, with what the call has to have: a member that is always the same, and one that is made up. */
const CALLS: readonly (readonly [string, typeof FUNCTION | typeof QUEUE | undefined])[] = [
  ['arn:aws:states:::lambda:invoke', FUNCTION],
  ['arn:aws:states:::lambda:invoke.waitForTaskToken', FUNCTION],
  ['arn:aws:lambda:us-east-1:000000000000:function:any', undefined],
  ['arn:aws:states:::sqs:sendMessage', QUEUE],
  ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', QUEUE],
  ['arn:aws:states:::aws-sdk:sqs:sendMessage', QUEUE],
  ['arn:aws:states:us-east-1:000000000000:activity:nobody', undefined],
];

const attempts = some({
  IntervalSeconds: fc.integer({ min: 1, max: 4 }),
  MaxAttempts: fc.integer({ min: 0, max: 3 }),
  BackoffRate: fc.double({ min: 1, max: 3, noNaN: true }),
  MaxDelaySeconds: fc.integer({ min: 5, max: 9 }),
  JitterStrategy: fc.constantFrom('FULL', 'NONE'),
});

const retry: fc.Arbitrary<Json> = fc.tuple(error, attempts, attempts).map(([name, more, others]) => [
  { ErrorEquals: [name], ...more },
  { ErrorEquals: ['States.ALL'], ...others },
]);

/** What states have in both languages, by the language. */
interface Language {
  readonly name: 'JSONPath' | 'JSONata';
  readonly flow: Fields;
  readonly assign: fc.Arbitrary<Json>;
  readonly arguments: Fields;
  readonly caught: Fields;
}

const JSONPATH: Language = {
  name: 'JSONPath',
  flow: some({ InputPath: path, OutputPath: path }),
  assign: pathTemplate.map((value) => ({ v: value })),
  arguments: some({ Parameters: pathTemplate, ResultSelector: pathTemplate, ResultPath: referencePath }),
  caught: some({ ResultPath: referencePath }),
};

const JSONATA: Language = {
  name: 'JSONata',
  flow: some({ Output: expressionTemplate }),
  assign: expressionTemplate.map((value) => ({ v: value })),
  arguments: some({ Arguments: expressionTemplate }),
  caught: some({ Output: expressionTemplate }),
};

/** Where states of a workflow may lead. */
type Next = fc.Arbitrary<JsonObject>;
type Target = fc.Arbitrary<string>;

const merged = (...parts: fc.Arbitrary<JsonObject>[]): Fields =>
  fc.tuple(...parts).map((objects) => Object.assign({}, ...objects));

const recovery = (language: Language, target: Target): Fields =>
  some({
    Retry: retry,
    Catch: fc
      .tuple(fc.oneof(error, fc.constant('States.ALL')), target, language.caught)
      .map(([name, Next, more]) => [{ ErrorEquals: [name], Next, ...more }]),
  });

function task(language: Language, next: Next, target: Target): Fields {
  const call = fc.constantFrom(...CALLS).chain(([Resource, members]): Fields => {
    const given: Fields = members
      ? language === JSONATA
        ? expression.map((value) => ({ Arguments: { ...members.fixed, [members.made]: value } }))
        : path.map((text) => ({ Parameters: { ...members.fixed, [`${members.made}.$`]: text } }))
      : language.arguments;
    return given.map((fields) => ({ Type: 'Task', Resource, ...fields }));
  });
  return merged(
    call,
    language === JSONPATH ? some({ ResultSelector: pathTemplate, ResultPath: referencePath }) : fc.constant({}),
    some({ TimeoutSeconds: fc.integer({ min: 2, max: 60 }), Assign: language.assign }),
    language.flow,
    recovery(language, target),
    next,
  );
}

const pass = (language: Language, next: Next): Fields =>
  merged(
    fc.constant({ Type: 'Pass' }),
    language === JSONPATH
      ? some({ Result: json, Parameters: pathTemplate, ResultPath: referencePath })
      : fc.constant({}),
    some({ Assign: language.assign }),
    language.flow,
    next,
  );

const wait = (language: Language, next: Next): Fields =>
  merged(
    fc.constant({ Type: 'Wait' }),
    language === JSONPATH
      ? fc.oneof(
          seconds.map((Seconds) => ({ Seconds })),
          path.map((SecondsPath) => ({ SecondsPath })),
          path.map((TimestampPath) => ({ TimestampPath })),
        )
      : fc.oneof(
          fc.oneof(expression, seconds).map((Seconds) => ({ Seconds })),
          expression.map((Timestamp) => ({ Timestamp })),
        ),
    language.flow,
    next,
  );

const OPERATORS: readonly [string, Json][] = [
  ['IsPresent', true],
  ['IsNull', false],
  ['IsTimestamp', true],
  ['NumericGreaterThan', 1],
  ['StringMatches', 'a*'],
  ['StringEqualsPath', '$.b'],
  ['BooleanEquals', true],
  ['TimestampLessThan', '2026-01-01T00:00:00Z'],
];

function choice(language: Language, target: Target): Fields {
  const comparison = fc
    .tuple(path, fc.constantFrom(...OPERATORS))
    .map(([Variable, [operator, operand]]): JsonObject => ({ Variable, [operator]: operand }));
  const rule: Fields =
    language === JSONATA
      ? expression.map((Condition) => ({ Condition }))
      : fc.oneof(
          comparison,
          comparison.map((Not) => ({ Not })),
          fc.array(comparison, { minLength: 1, maxLength: 3 }).map((And) => ({ And })),
        );
  const choices = fc.array(
    fc.tuple(rule, target).map(([test, Next]) => ({ ...test, Next })),
    { minLength: 1, maxLength: 3 },
  );
  return merged(
    choices.map((Choices) => ({ Type: 'Choice', Choices })),
    some({ Default: target }),
    language.flow,
  );
}

const fail = (language: Language): Fields =>
  merged(
    fc.constant({ Type: 'Fail' }),
    language === JSONATA
      ? some({ Error: fc.oneof(expression, fc.constant('Custom')), Cause: expression })
      : some({ Error: fc.constant('Custom'), CausePath: path }),
  );

function nested(language: Language, next: Next, target: Target, depth: number): Fields[] {
  if (depth === 0) return [];
  const inner = workflow(depth - 1);
  const parallel = merged(
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((Branches) => ({ Type: 'Parallel', Branches })),
    some({ Assign: language.assign }),
    language.flow,
    recovery(language, target),
    next,
  );
  const map = merged(
    fc.tuple(inner, fc.constantFrom('INLINE', 'INLINE', 'DISTRIBUTED'), fc.constantFrom('STANDARD', 'EXPRESS')).map(
      ([processor, Mode, ExecutionType]): JsonObject => ({
        Type: 'Map',
        ItemProcessor: {
          ...processor,
          ProcessorConfig: Mode === 'INLINE' ? { Mode } : { Mode, ExecutionType },
        },
      }),
    ),
    language === JSONPATH ? some({ ItemsPath: path, ItemSelector: pathTemplate }) : some({ Items: expression }),
    some({ MaxConcurrency: fc.integer({ min: 0, max: 3 }), ToleratedFailurePercentage: fc.constantFrom(0, 50, 100) }),
    language.flow,
    recovery(language, target),
    next,
  );
  return [parallel, map];
}

/** A state that leads on to later ones, hardly ever back. */
function state(index: number, count: number, depth: number): Fields {
  const later = Array.from({ length: count - index - 1 }, (_, offset) => `S${index + 1 + offset}`);
  const target: Target =
    later.length === 0
      ? fc.constant('Done')
      : fc.oneof(
          { weight: 200, arbitrary: fc.constantFrom('Done', ...later) },
          { weight: 1, arbitrary: fc.constantFrom('S0', 'Nowhere') },
        );
  const next: Next = fc.oneof(
    target.map((Next) => ({ Next })),
    fc.constant({ End: true }),
  );
  return fc
    .constantFrom(JSONPATH, JSONATA)
    .chain((language) =>
      fc
        .oneof(
          pass(language, next),
          task(language, next, target),
          wait(language, next),
          choice(language, target),
          fail(language),
          ...nested(language, next, target, depth),
        )
        .map((fields) => ({ ...fields, ...(language === JSONATA ? { QueryLanguage: language.name } : {}) })),
    );
}

function workflow(depth: number): Fields {
  return fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => state(index, count, depth))).map((states) => ({
      StartAt: 'S0',
      States: {
        ...Object.fromEntries(states.map((fields, index) => [`S${index}`, fields])),
        Done: { Type: 'Succeed' },
      },
    })),
  );
}

/** State machines of which most are valid, and all look like one. */
export const definition: Fields = merged(
  workflow(2).map((made) => tidied(made)),
  some({ TimeoutSeconds: fc.integer({ min: 1, max: 1_000 }) }),
);
