import { compilePattern } from '../../../../emulator/services/eventbridge/patterns/pattern.ts';
import { PatternError } from '../../../../emulator/services/eventbridge/patterns/pattern-error.ts';

function reason(text: string): string {
  try {
    compilePattern(text);
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
  return 'valid';
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

const MESSAGES: readonly (readonly [pattern: string, firstLine: string])[] = [
  ['[]', 'Filter is not an object'],
  ['{}', 'Empty objects are not allowed'],
  ['{"a": []}', 'Empty arrays are not allowed'],
  ['{"a": 1}', '"a" must be an object or an array'],
  ['{"a": [[1]]}', 'Match value must be String, number, true, false, or null'],
  ['{"a": [{}]}', 'Match expression name not found'],
  ['{"a": [{"PREFIX": "x"}]}', 'Unrecognized match type PREFIX'],
  ['{"a": [{"prefix": 1}]}', 'prefix match pattern must be a string'],
  ['{"a": [{"prefix": {"suffix": "x"}}]}', 'Unsupported prefix pattern: suffix'],
  ['{"a": [{"prefix": "x", "suffix": "y"}]}', 'Only one key allowed in match expression'],
  ['{"a": [{"exists": "yes"}]}', 'exists match pattern must be either true or false.'],
  ['{"a": [{"numeric": 5}]}', 'Value of numeric must be an array.'],
  ['{"a": [{"numeric": ["==", 5]}]}', 'Unrecognized numeric range operator: =='],
  ['{"a": [{"numeric": ["=", "5"]}]}', 'Value of equals must be numeric'],
  ['{"a": [{"numeric": [">", "5"]}]}', 'Value of > must be numeric'],
  ['{"a": [{"numeric": [">", 5, "<", 5]}]}', 'Bottom must be less than top'],
  ['{"a": [{"numeric": [">", 5, ">", 6]}]}', 'Bad numeric range operator: >'],
  ['{"a": [{"numeric": ["<", 5, "<", 6]}]}', 'Too many elements in numeric expression'],
  ['{"a": [{"numeric": ["=", 6000000000]}]}', 'Value must be between -5.0E9 and 5.0E9, inclusive'],
  ['{"a": [{"wildcard": "a**"}]}', 'Consecutive wildcard characters at pos 2'],
  ['{"a": [{"wildcard": "a\\\\b"}]}', 'Invalid escape character at pos 2'],
  ['{"a": [{"cidr": "10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
  ['{"a": [{"cidr": "10.0.0.0/x"}]}', 'Malformed CIDR, mask bits must be an integer'],
  ['{"a": [{"cidr": "10.0.0.0/32"}]}', 'IPv4 mask bits must be < 32'],
  ['{"a": [{"cidr": "300.0.0.0/8"}]}', 'Invalid IP address: 300.0.0.0'],
  ['{"a": [{"anything-but": null}]}', 'Value of anything-but must be an array or single string/number value.'],
  ['{"a": [{"anything-but": [true]}]}', 'Inside anything but list, start|null|boolean is not supported.'],
  ['{"a": [{"anything-but": {"prefix": ""}}]}', 'Null prefix/suffix not allowed'],
  ['{"$or": {}}', 'It must be an Array followed with $or.'],
  ['{"$or": [{"a": [1]}]}', 'There must have at least 2 Objects in $or relationship.'],
  ['{"$or": [1, 2]}', 'Only JSON object is allowed in array of $or relationship.'],
  ['{"$or": [{"prefix": [1]}, {"b": [1]}]}', 'prefix is Ruler reserved fieldName which cannot be used inside $or.'],
  ['{"a": nope}', `Unrecognized token 'nope': was expecting ${VALUES}`],
  ['{"a": }', "Unexpected character ('}' (code 125)): expected a value"],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"],
  ['{"a": ["x" "y"]}', `Unexpected character ('"' (code 34)): was expecting comma to separate Array entries`],
  ['{a: 1}', "Unexpected character ('a' (code 97)): was expecting double-quote to start field name"],
  ['{"a": [01]}', 'Invalid numeric value: Leading zeroes not allowed'],
  ['{"a": ["x', 'Unexpected end-of-input: was expecting closing quote for a string value'],
];

describe('a pattern that AWS would refuse', () => {
  it.each(MESSAGES)('%s: %s', (pattern, firstLine) => {
    expect(reason(pattern).split('\n')[0]).toBe(firstLine);
  });

  it('is reported with the place in the text', () => {
    expect(reason('{"int": 42}')).toBe(
      '"int" must be an object or an array\n at [Source: (String)"{"int": 42}"; line: 1, column: 11]',
    );
  });

  it('counts lines, and cuts a long text', () => {
    const long = `{"x": ["${'y'.repeat(600)}"],\n "a": 1}`;
    expect(reason(long)).toContain('"[truncated 120 chars]; line: 2, column: 8]');
  });
});
