import { templateJson } from '../../../emulator/template/language/yaml-template.ts';
import { ResourceTypes } from '../../../emulator/template/resource-types.ts';
import { physicalName } from '../../../emulator/template/stacks/physical-name.ts';
import { resourceAction } from '../../../emulator/template/stacks/resource-change.ts';
import type { ResourceRecord } from '../../../emulator/template/stacks/stack-record.ts';
import { s3Location } from '../../../emulator/template/template-url.ts';
import { thingType } from './support.ts';

describe('A generated physical name', () => {
  const of = (stackName: string, logicalId: string, options?: object, generation = 0) =>
    physicalName({ stackName, logicalId, generation }, options);

  it('has stack, logical id and a suffix that is the same in every run', () => {
    expect(of('app', 'Table')).toMatch(/^app-Table-[0-9A-F]{12}$/);
    expect(of('app', 'Table')).toBe(of('app', 'Table'));
    expect(of('app', 'Table', {}, 1)).not.toBe(of('app', 'Table'));
  });

  it.each([64, 32, 20, 14, 8])('has at most %i characters', (maxLength) => {
    const name = of('a-very-long-stack-name-for-an-application', 'AndAnEvenLongerLogicalIdOfOneResource', {
      maxLength,
    });
    expect(name.length).toBeLessThanOrEqual(maxLength);
  });

  it('keeps different resources apart, however short it is', () => {
    expect(of('app', 'A', { maxLength: 12 })).not.toBe(of('app', 'B', { maxLength: 12 }));
  });

  it('may be in lower case', () => {
    expect(of('App', 'Bucket', { lowerCase: true })).toMatch(/^app-bucket-[0-9a-f]{12}$/);
  });
});

describe('An S3 URL', () => {
  it.each([
    ['https://s3.us-east-1.amazonaws.com/bucket/path/key.json', 'bucket', 'path/key.json'],
    ['https://s3.amazonaws.com/bucket/key.json', 'bucket', 'key.json'],
    ['https://my.bucket.s3.eu-west-1.amazonaws.com/a%20key.json', 'my.bucket', 'a key.json'],
    ['https://bucket.s3-eu-west-1.amazonaws.com/key', 'bucket', 'key'],
    ['http://127.0.0.1:4566/bucket/key', 'bucket', 'key'],
    ['s3://bucket/key', 'bucket', 'key'],
  ])('%s names bucket and key', (url, bucket, key) => {
    expect(s3Location(url)).toEqual({ bucket, key });
  });

  it('needs both', () => {
    expect(s3Location('https://s3.amazonaws.com/bucket')).toBeUndefined();
    expect(s3Location('template.json')).toBeUndefined();
  });
});

describe('What has to be done with a resource', () => {
  const type = thingType(new Map(), []);
  const record: ResourceRecord = {
    stackId: 's',
    logicalId: 'A',
    type: 'Test::Thing',
    physicalId: 'a',
    properties: { Name: 'a', Size: 1 },
    attributes: {},
    status: 'CREATE_COMPLETE',
    updatedAt: 0,
    deletionPolicy: 'Delete',
    sequence: 0,
    needs: [],
    generation: 0,
    placeholder: false,
  };

  it.each([
    ['nothing, when its properties are as they were', record, { Size: 1, Name: 'a' }, 'none'],
    ['an update, when another property changed', record, { Name: 'a', Size: 2 }, 'update'],
    ['a replacement, when a property changed that cannot', record, { Name: 'b', Size: 1 }, 'replace'],
    ['a replacement, when such a property is gone', record, { Size: 1 }, 'replace'],
    ['a creation, when there was none', undefined, {}, 'create'],
    ['a creation, when an earlier one was never finished', { ...record, physicalId: undefined }, {}, 'create'],
    ['a creation, when only a placeholder stood for it', { ...record, placeholder: true }, record.properties, 'create'],
  ])('is %s', (_what, current, properties, action) => {
    expect(resourceAction(current as ResourceRecord | undefined, properties, type)).toBe(action);
  });
});

describe('The types that there are', () => {
  const named = (type: string) => ({ ...thingType(new Map(), []), type });
  const types = new ResourceTypes([named('AWS::S3::Bucket'), named('AWS::SQS::Queue'), named('Custom::*')]);

  it('are found by name, custom ones by their prefix', () => {
    expect(types.find('AWS::S3::Bucket')?.type).toBe('AWS::S3::Bucket');
    expect(types.find('Custom::Anything')?.type).toBe('Custom::*');
    expect(types.find('AWS::S3::Other')).toBeUndefined();
  });

  it('are told by service when one is missing', () => {
    expect(types.siblings('AWS::S3::AccessPoint')).toEqual(['AWS::S3::Bucket']);
    expect(types.siblings('AWS::EC2::VPC')).toEqual([]);
  });
});

describe('A template in YAML', () => {
  const json = async (yaml: string): Promise<unknown> => JSON.parse(await templateJson(yaml));

  it('has short forms for functions, nested as one likes', async () => {
    expect(
      await json(
        'A: !Join ["-", [!Ref X, !GetAtt B.Arn]]\nB: !If [C, !Sub "${D}", !Select [0, !Split [",", "a,b"]]]\nC: !Not [!Condition D]\n',
      ),
    ).toEqual({
      A: { 'Fn::Join': ['-', [{ Ref: 'X' }, { 'Fn::GetAtt': 'B.Arn' }]] },
      B: { 'Fn::If': ['C', { 'Fn::Sub': '${D}' }, { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }] },
      C: { 'Fn::Not': [{ Condition: 'D' }] },
    });
  });

  it('keeps dates and times as text', async () => {
    expect(await json('AWSTemplateFormatVersion: 2010-09-09\nAt: 12:30:45\nOn: yes\n')).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      At: '12:30:45',
      On: true,
    });
  });

  it('says what is wrong with it', async () => {
    await expect(json('a: [1')).rejects.toThrow(/^Template format error: YAML not well-formed\./);
  });
});
