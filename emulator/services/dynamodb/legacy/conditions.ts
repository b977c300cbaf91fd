import type {
  ConditionalOperator,
  Condition as ConditionInput,
  ExpectedAttributeValue,
} from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import type { Condition } from '../expressions/condition.ts';
import { attributeOf, type Item } from '../values/value.ts';
import { COMPARISON_OPERATORS, type Comparison, compileComparison } from './comparison.ts';

type Conditions = Readonly<Record<string, ConditionInput>>;

/** `QueryFilter` and `ScanFilter`. */
export function compileFilter(conditions: Conditions, operator: ConditionalOperator | undefined): Condition {
  const tests = Object.entries(conditions).map(([name, condition]) => attributeTest(name, comparisonOf(condition)));
  return join(tests, Object.keys(conditions), operator);
}

/** One entry of `QueryFilter`, `ScanFilter` or `KeyConditions`. */
export function comparisonOf({ ComparisonOperator: operator, AttributeValueList }: ConditionInput): Comparison {
  if (!operator || !COMPARISON_OPERATORS.includes(operator)) {
    throw invalidParameter(`Unsupported ComparisonOperator: ${operator ?? 'null'}`);
  }
  return compileComparison(operator, AttributeValueList);
}

/** `Expected`, the condition of a write. */
export function compileExpected(
  expected: Readonly<Record<string, ExpectedAttributeValue>>,
  operator: ConditionalOperator | undefined,
): Condition {
  const tests = Object.entries(expected).map(([name, value]) => attributeTest(name, expectedComparison(name, value)));
  return join(tests, Object.keys(expected), operator);
}

/** Without an operator, `Value` means that the attribute equals it, and `Exists: false` that it is missing. */
function expectedComparison(name: string, expected: ExpectedAttributeValue): Comparison {
  const { Value, Exists, ComparisonOperator, AttributeValueList } = expected;
  if (ComparisonOperator !== undefined || AttributeValueList !== undefined) {
    return expectedOperator(name, expected);
  }
  if (Exists === false) {
    if (Value) throw invalidParameter(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return compileComparison('NULL');
  }
  if (!Value) {
    throw invalidParameter(`Value must be provided when Exists is ${Exists ?? 'null'} for Attribute: ${name}`);
  }
  return compileComparison('EQ', [Value]);
}

function expectedOperator(name: string, expected: ExpectedAttributeValue): Comparison {
  const { Value, Exists, ComparisonOperator: operator, AttributeValueList: list } = expected;
  if (operator === undefined) {
    throw invalidParameter(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  }
  if (Exists !== undefined) {
    throw invalidParameter(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  }
  if (Value && list) {
    throw invalidParameter(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  }
  const takesNothing = operator === 'NULL' || operator === 'NOT_NULL';
  if (!Value && !list && !takesNothing) {
    throw invalidParameter(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  }
  return comparisonOf({ ComparisonOperator: operator, AttributeValueList: Value ? [Value] : (list ?? []) });
}

type Test = (item: Item) => boolean;

const attributeTest =
  (name: string, { test }: Comparison): Test =>
  (item) =>
    test(attributeOf(item, name));

function join(tests: readonly Test[], names: readonly string[], operator: ConditionalOperator = 'AND'): Condition {
  const paths = names.map((name) => [name]);
  if (operator === 'OR') return { paths, test: (item) => tests.some((test) => test(item)) };
  return { paths, test: (item) => tests.every((test) => test(item)) };
}

/** `ConditionalOperator` needs something to join. */
export function refuseLoneOperator(
  operator: ConditionalOperator | undefined,
  conditions: Readonly<Record<string, unknown>> | undefined,
): void {
  if (operator === undefined) return;
  if (conditions === undefined) {
    throw new ValidationError('ConditionalOperator cannot be used without Filter or Expected');
  }
  if (Object.keys(conditions).length < 2) {
    throw new ValidationError('ConditionalOperator can only be used when Filter or Expected has two or more elements');
  }
}
