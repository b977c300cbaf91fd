import { parameterValues, ssmParameterNames } from '../../../emulator/template/language/parameters.ts';
import { parseTemplate } from '../../../emulator/template/language/template.ts';
import { Unknown } from '../../../emulator/template/language/unknown.ts';

const templateWith = (Parameters: object) =>
  parseTemplate(JSON.stringify({ Parameters, Resources: { A: { Type: 'Test::Thing' } } }));
const values = (Parameters: object, given: Record<string, string> = {}, ssm: Record<string, string> = {}) =>
  Object.fromEntries(
    [...parameterValues(templateWith(Parameters), given, new Map(Object.entries(ssm)))].map(([name, { value }]) => [
      name,
      value,
    ]),
  );

describe('Parameters', () => {
  it('have the given value, or their default', () => {
    const declared = {
      A: { Type: 'String', Default: 'x' },
      B: { Type: 'Number', Default: 1 },
      C: { Type: 'List<Number>' },
    };

    expect(values(declared, { C: '1, 2', B: '5' })).toEqual({ A: 'x', B: '5', C: ['1', '2'] });
  });

  it.each<[string, object, Record<string, string>, string]>([
    ['miss a value', { A: { Type: 'String' } }, {}, 'Parameters: [A] must have values'],
    ['are not declared', {}, { Z: '1' }, 'Parameters: [Z] do not exist in the template'],
    ['are no number', { A: { Type: 'Number' } }, { A: 'one' }, "Parameter 'A' must be a number."],
    [
      'are not allowed',
      { A: { Type: 'String', AllowedValues: ['x'] } },
      { A: 'y' },
      "Parameter 'A' must be one of AllowedValues",
    ],
    [
      'do not match',
      { A: { Type: 'String', AllowedPattern: '[a-z]+' } },
      { A: 'a1' },
      "Parameter 'A' must match pattern [a-z]+",
    ],
    [
      'are too short',
      { A: { Type: 'String', MinLength: 2 } },
      { A: 'a' },
      "Parameter 'A' must contain at least 2 characters",
    ],
    [
      'are too large',
      { A: { Type: 'Number', MaxValue: '2' } },
      { A: '3' },
      "Parameter 'A' must be a number not greater than 2",
    ],
    [
      'say what they want',
      { A: { Type: 'String', AllowedValues: ['x'], ConstraintDescription: 'must be x' } },
      { A: 'y' },
      'Parameter A failed to satisfy constraint: must be x',
    ],
    [
      'have a type that nobody knows',
      { A: { Type: 'Colour' } },
      { A: 'y' },
      'The type Colour of the parameter A is not supported by the emulator',
    ],
  ])('that %s are refused', (_what, declared, given, message) => {
    expect(() => values(declared, given)).toThrow(message);
  });

  it('of an SSM type have the stored value', () => {
    const declared = {
      Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/url' },
      Zones: { Type: 'AWS::SSM::Parameter::Value<List<String>>' },
      Name: { Type: 'AWS::SSM::Parameter::Name', Default: '/url' },
    };

    expect(ssmParameterNames(templateWith(declared), { Zones: '/zones' })).toEqual(['/url', '/zones']);
    expect(values(declared, { Zones: '/zones' }, { '/url': 'http://x', '/zones': 'a,b' })).toEqual({
      Url: 'http://x',
      Zones: ['a', 'b'],
      Name: '/url',
    });
    expect(() => values(declared, { Zones: '/zones' }, {})).toThrow(
      'Unable to fetch parameters [/url] from parameter store for this account.',
    );
  });

  it('of an SSM type may be unknown while a template is only checked', () => {
    const template = templateWith({ Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/url' } });

    const checked = parameterValues(template, {}, new Map(), { lenient: true });

    expect(checked.get('Url')?.value).toBeInstanceOf(Unknown);
  });
});
