import { loadModel } from '../../../../emulator/door/wire/model.ts';
import { readQuery } from '../../../../emulator/door/wire/query.ts';
import { readXml, xmlWriter } from '../../../../emulator/door/wire/xml.ts';

const operation = (client: string, name: string) => {
  const model = loadModel(`@aws-sdk/client-${client}`).operations.get(name);
  if (!model) throw new Error(`${client} has no ${name}`);
  return model;
};

describe('XML by the model', () => {
  const writer = xmlWriter('date-time');

  it('writes flattened lists, escapes text and leaves out members bound to headers', () => {
    const xml = writer.element(
      'ListBucketResult',
      operation('s3', 'ListObjectsV2').output,
      {
        Name: 'b',
        Contents: [{ Key: 'a<b>&"c"', Size: 3, LastModified: new Date(0) }, { Key: 'd' }],
        RequestCharged: 'requester',
      },
      'urn:x',
    );
    expect(xml).toBe(
      '<ListBucketResult xmlns="urn:x"><Contents><Key>a&lt;b&gt;&amp;&quot;c&quot;</Key><LastModified>1970-01-01T00:00:00Z</LastModified><Size>3</Size></Contents><Contents><Key>d</Key></Contents><Name>b</Name></ListBucketResult>',
    );
  });

  it('writes lists with their members wrapped', () => {
    const { output } = operation('iam', 'ListRolePolicies');
    expect(writer.element('R', output, { PolicyNames: ['a', 'b'], IsTruncated: false })).toBe(
      '<R><PolicyNames><member>a</member><member>b</member></PolicyNames><IsTruncated>false</IsTruncated></R>',
    );
  });

  it('reads what a client sends', () => {
    const payload = operation('s3', 'CompleteMultipartUpload').input.getMemberSchema('MultipartUpload');
    const xml =
      '<CompleteMultipartUpload><Part><ETag>"a"</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>';
    expect(readXml(payload, Buffer.from(xml), 'urn:x')).toEqual({ Parts: [{ ETag: '"a"', PartNumber: 1 }] });
  });

  it('says that XML is malformed', () => {
    const payload = operation('s3', 'CompleteMultipartUpload').input.getMemberSchema('MultipartUpload');
    expect(() => readXml(payload, Buffer.from('<a><b></a>'), 'urn:x')).toThrow('not well-formed');
  });
});

describe('query parameters by the model', () => {
  it('reads lists, structures and maps', () => {
    const parameters = new URLSearchParams({
      Action: 'Publish',
      TopicArn: 't',
      Message: 'm',
      'MessageAttributes.entry.1.Name': 'priority',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'high',
    });
    expect(readQuery(operation('sns', 'Publish').input, parameters)).toEqual({
      TopicArn: 't',
      Message: 'm',
      MessageAttributes: { priority: { DataType: 'String', StringValue: 'high' } },
    });
  });

  it('reads the tenth entry of a list after the second', () => {
    const entries = Array.from({ length: 10 }, (_, index) => [`Tags.member.${index + 1}.Key`, `k${index + 1}`]);
    const read = readQuery(operation('iam', 'TagRole').input, new URLSearchParams(entries)) as {
      Tags: { Key: string }[];
    };
    expect(read.Tags.map(({ Key }) => Key)).toEqual(Array.from({ length: 10 }, (_, index) => `k${index + 1}`));
  });

  it('refuses a number that is none', () => {
    const parameters = new URLSearchParams({ MaxItems: 'many' });
    expect(() => readQuery(operation('iam', 'ListRoles').input, parameters)).toThrow("The value 'many' of MaxItems");
  });
});
