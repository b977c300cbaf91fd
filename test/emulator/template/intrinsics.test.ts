import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { TemplateError } from '../../../emulator/template/language/errors.ts';
import { parameterValues } from '../../../emulator/template/language/parameters.ts';
import { resolve } from '../../../emulator/template/language/resolve.ts';
import { StackScope } from '../../../emulator/template/language/stack-scope.ts';
import { parseTemplate } from '../../../emulator/template/language/template.ts';
import { Unknown } from '../../../emulator/template/language/unknown.ts';

const template = parseTemplate(
  JSON.stringify({
    Parameters: {
      Stage: { Type: 'String', Default: 'dev' },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
      Count: { Type: 'Number', Default: 3 },
    },
    Mappings: { Sizes: { dev: { memory: 128, names: ['x', 'y'] } } },
    Conditions: {
      IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
      IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
      Loop: { 'Fn::And': [{ Condition: 'Pool' }, { Condition: 'IsDev' }] },
      Pool: { 'Fn::Or': [{ Condition: 'Loop' }, { Condition: 'IsProd' }] },
      NoBoolean: { Ref: 'Stage' },
      AboutResource: { 'Fn::Equals': [{ Ref: 'Bucket' }, 'x'] },
    },
    Resources: { Bucket: { Type: 'Test::Thing' }, Absent: { Type: 'Test::Thing', Condition: 'IsProd' } },
  }),
);

const refuse = (what: string) => {
  throw new TemplateError(`No export named ${what} found.`);
};

const scope = new StackScope({
  account: LOCAL_ACCOUNT,
  template,
  stack: { name: 'app', id: 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1', notificationArns: ['arn:n'] },
  parameters: parameterValues(template, {}, new Map()),
  resources: {
    ref: (logicalId) => (logicalId === 'Bucket' ? 'my-bucket' : new Unknown(logicalId)),
    attribute: (logicalId, attribute) =>
      attribute === 'Later' ? new Unknown(`${logicalId}.Later`) : `${logicalId}'s ${attribute}`,
  },
  stacks: {
    exported: (name) => (name === 'app-vpc' ? 'vpc-1' : refuse(name)),
    output: (stackName, output) => `${output} of ${stackName}`,
  },
});

const value = (expression: unknown) => resolve(expression, scope);
const later = { 'Fn::GetAtt': ['Bucket', 'Later'] };

describe('Functions answer as the reference says', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref to a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref to a list parameter', { Ref: 'Zones' }, ['a', 'b', 'c']],
    ['Ref to a resource', { Ref: 'Bucket' }, 'my-bucket'],
    ['AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['AWS::StackName', { Ref: 'AWS::StackName' }, 'app'],
    ['AWS::StackId', { Ref: 'AWS::StackId' }, 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1'],
    ['AWS::NotificationARNs', { Ref: 'AWS::NotificationARNs' }, ['arn:n']],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, "Bucket's Arn"],
    ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'Bucket.Endpoint.Address' }, "Bucket's Endpoint.Address"],
    ['Fn::GetAtt with a computed attribute', { 'Fn::GetAtt': ['Bucket', { Ref: 'Stage' }] }, "Bucket's dev"],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', 1, true, { Ref: 'Stage' }]] }, 'a-1-true-dev'],
    ['Fn::Join of a list parameter', { 'Fn::Join': ['', { Ref: 'Zones' }] }, 'abc'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${AWS::Region}/${Stage}/${Bucket}/${Bucket.Arn}/${!Kept}' },
      "us-east-1/dev/my-bucket/Bucket's Arn/${Kept}",
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${X}-${Count}', { X: { Ref: 'Bucket' } }] }, 'my-bucket-3'],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Fn::Split', { 'Fn::Split': ['|', 'a||b'] }, ['a', '', 'b']],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 128],
    ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'names'] }, ['x', 'y']],
    [
      'Fn::FindInMap with a default',
      { 'Fn::FindInMap': ['Sizes', 'prod', 'memory', { DefaultValue: { Ref: 'Stage' } }] },
      'dev',
    ],
    ['Fn::Base64', { 'Fn::Base64': 'héllo' }, 'aMOpbGxv'],
    ['Fn::Cidr', { 'Fn::Cidr': ['192.168.0.0/24', 3, 5] }, ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27']],
    ['Fn::Cidr of IPv6', { 'Fn::Cidr': ['2001:db8::/56', 2, '64'] }, ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
    ['Fn::GetAZs of a region', { 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-vpc' } }, 'vpc-1'],
    [
      'Fn::GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'net', OutputName: 'Vpc', Region: { Ref: 'AWS::Region' } } },
      'Vpc of net',
    ],
    ['Fn::Equals of numbers and text', { 'Fn::Equals': [{ Ref: 'Count' }, 3] }, true],
    ['Fn::And', { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] }, false],
    ['Fn::Or', { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] }, true],
    ['Fn::Not', { 'Fn::Not': [{ Condition: 'IsDev' }] }, false],
    ['Fn::If, true', { 'Fn::If': ['IsDev', 'yes', { Ref: 'Nobody' }] }, 'yes'],
    ['Fn::If, false', { 'Fn::If': ['IsProd', { Ref: 'Nobody' }, ['no']] }, ['no']],
    ['Fn::If without a value', { a: { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] } }, {}],
    ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 3],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' }, b: [1] } }, '{"a":"dev","b":[1]}'],
    ['Fn::Contains', { 'Fn::Contains': [['1', '2'], '2'] }, true],
    ['Fn::EachMemberEquals', { 'Fn::EachMemberEquals': [['a', 'b'], 'a'] }, false],
    ['Fn::EachMemberIn', { 'Fn::EachMemberIn': [['a'], ['a', 'b']] }, true],
    [
      'an object with the key Condition',
      { Statement: [{ Condition: { Bool: {} } }] },
      { Statement: [{ Condition: { Bool: {} } }] },
    ],
  ])('%s', (_name, expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });
});

describe('Functions refuse, in the words of CloudFormation,', () => {
  it.each<[string, unknown, string]>([
    [
      'a Ref to nothing',
      { Ref: 'Nobody' },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'a Ref to a resource that a condition leaves out',
      { Ref: 'Absent' },
      'Template format error: Unresolved resource dependencies [Absent] in the Resources block of the template',
    ],
    ['a Ref that is no text', { Ref: 1 }, 'Template format error: all Ref objects must have a single String value.'],
    [
      'Fn::GetAtt of nothing',
      { 'Fn::GetAtt': 'Nobody.Arn' },
      'Template error: instance of Fn::GetAtt references undefined resource Nobody',
    ],
    [
      'Fn::GetAtt without an attribute',
      { 'Fn::GetAtt': 'Bucket' },
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    [
      'Fn::Select beyond the end',
      { 'Fn::Select': [3, ['a']] },
      'Template error: Fn::Select cannot select nonexistent value at index 3',
    ],
    [
      'Fn::FindInMap of nothing',
      { 'Fn::FindInMap': ['Sizes', 'prod', 'memory'] },
      'Template error: Unable to get mapping for Sizes::prod::memory',
    ],
    ['Fn::ImportValue of nothing', { 'Fn::ImportValue': 'other' }, 'No export named other found.'],
    [
      'Fn::If with an unknown condition',
      { 'Fn::If': ['Nope', 1, 2] },
      'Template error: unresolved condition dependency Nope',
    ],
    [
      'Fn::If of two',
      { 'Fn::If': ['IsDev', 1] },
      'Template error: Fn::If requires a list argument with three elements',
    ],
    [
      'Fn::And of one',
      { 'Fn::And': [true] },
      'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
    ],
    [
      'Fn::Not of text',
      { 'Fn::Not': ['maybe'] },
      'Template error: every Fn::Not object requires a list of 1 boolean parameter.',
    ],
    [
      'Fn::Sub of a strange name',
      { 'Fn::Sub': '${a b}' },
      'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
    ],
    [
      'Fn::Cidr that does not fit',
      { 'Fn::Cidr': ['10.0.0.0/30', 4, 2] },
      'Template error: Fn::Cidr cannot fit 4 blocks of /30 into 10.0.0.0/30',
    ],
    [
      'conditions that go round',
      { 'Fn::If': ['Loop', 1, 2] },
      'Template error: Found circular condition dependency Loop → Pool → Loop',
    ],
    [
      'a condition that is no boolean',
      { 'Fn::If': ['NoBoolean', 1, 2] },
      'Template format error: Every Conditions member must be a boolean, and NoBoolean is not',
    ],
    [
      'a condition about a resource',
      { 'Fn::If': ['AboutResource', 1, 2] },
      'Template format error: Unresolved dependencies [Bucket]. Cannot reference resources in the Conditions block of the template',
    ],
    [
      'a function beside other keys',
      { 'Fn::Sub': 'a', b: 1 },
      'Template format error: Fn::Sub stands beside other keys (Fn::Sub, b)',
    ],
    [
      'Fn::Transform',
      { 'Fn::Transform': { Name: 'AWS::Include' } },
      'Fn::Transform AWS::Include is not supported by the emulator',
    ],
    ['Fn::ForEach', { 'Fn::ForEach::Topics': [], a: 1 }, 'Fn::ForEach is not supported by the emulator'],
    ['a function that nobody knows', { 'Fn::Guess': 1 }, 'Fn::Guess is not supported by the emulator'],
    [
      'Fn::GetStackOutput of another region',
      { 'Fn::GetStackOutput': { StackName: 'a', OutputName: 'b', Region: 'eu-west-1' } },
      'Fn::GetStackOutput from the region eu-west-1 is not supported by the emulator',
    ],
  ])('%s', (_name, expression, message) => {
    expect(() => value(expression)).toThrow(new TemplateError(message));
  });

  it('and tell where', () => {
    expect(() => value({ a: [{ b: { 'Fn::Join': ['', [{ Ref: 'Nobody' }]] } }] })).toThrow(
      expect.objectContaining({ path: ['a', 0, 'b', 'Fn::Join', 1, 0, 'Ref'] }),
    );
  });
});

describe('What is not known yet', () => {
  it.each<[string, unknown]>([
    ['Fn::Join', { 'Fn::Join': ['', ['a', later]] }],
    ['Fn::Sub', { 'Fn::Sub': '${Bucket.Later}' }],
    ['Fn::Sub variables', { 'Fn::Sub': ['${x}', { x: later }] }],
    ['Fn::Select from it', { 'Fn::Select': [5, { 'Fn::Split': ['/', later] }] }],
    ['Fn::Base64', { 'Fn::Base64': later }],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { deep: [later] } }],
  ])('makes the result of %s unknown', (_name, expression) => {
    expect(value(expression)).toBeInstanceOf(Unknown);
  });

  it('leaves what stands beside it known', () => {
    expect(value({ a: later, b: { 'Fn::Select': [1, [later, 'x']] } })).toEqual({ a: expect.any(Unknown), b: 'x' });
  });
});
