import { AWS_JSON, JsonCodec, REST_JSON, STATES_SDK_INTEGRATION } from '../../../../emulator/door/wire/json.ts';
import { loadModel, requiredMembers } from '../../../../emulator/door/wire/model.ts';

function schemas(client: string, operation: string) {
  const model = loadModel(`@aws-sdk/client-${client}`).operations.get(operation);
  if (!model) throw new Error(`${client} has no ${operation}`);
  return model;
}

describe('JSON by the model', () => {
  const codec = new JsonCodec(AWS_JSON);
  const putItem = schemas('dynamodb', 'PutItem').input;

  it('reads nested unions and turns base64 into bytes', () => {
    const Item = { id: { S: 'a' }, raw: { B: 'AQI=' }, list: { L: [{ M: { deep: { BS: ['Aw=='] } } }] } };
    expect(codec.read(putItem, { TableName: 't', Item })).toEqual({
      TableName: 't',
      Item: {
        id: { S: 'a' },
        raw: { B: new Uint8Array([1, 2]) },
        list: { L: [{ M: { deep: { BS: [new Uint8Array([3])] } } }] },
      },
    });
  });

  it('drops members that the model does not know, and nulls', () => {
    expect(codec.read(putItem, { TableName: 't', Extra: 1, ConditionExpression: null })).toEqual({ TableName: 't' });
  });

  it('keeps a key named __proto__ as a key', () => {
    const Item = JSON.parse('{"__proto__": {"S": "a"}}');
    const read = codec.read(putItem, { TableName: 't', Item }) as { Item: object };
    expect(Object.keys(read.Item)).toEqual(['__proto__']);
  });

  it('names the path of a value of the wrong type', () => {
    expect(() => codec.read(putItem, { TableName: 5 })).toThrow(
      'NUMBER_VALUE can not be converted to a String (at TableName)',
    );
    expect(() => codec.read(putItem, { Item: { id: { S: [] } } })).toThrow('(at Item.id.S)');
    expect(() => codec.read(putItem, { Item: { id: { B: '*' } } })).toThrow('base64');
  });

  it('writes timestamps as epoch seconds, and leaves out what is undefined', () => {
    const { output } = schemas('sfn', 'DescribeExecution');
    const startDate = new Date(1_500);
    expect(codec.write(output, { name: 'x', startDate, stopDate: undefined })).toEqual({ name: 'x', startDate: 1.5 });
  });

  it('writes names in PascalCase and timestamps in ISO 8601 for SDK integrations', () => {
    const { output } = schemas('sfn', 'DescribeExecution');
    const states = new JsonCodec(STATES_SDK_INTEGRATION);
    expect(states.write(output, { name: 'x', startDate: new Date(1_500) })).toEqual({
      Name: 'x',
      StartDate: '1970-01-01T00:00:01.500Z',
    });
    expect(states.read(schemas('sfn', 'StartExecution').input, { StateMachineArn: 'a' })).toEqual({
      stateMachineArn: 'a',
    });
  });

  it('uses the names of REST JSON where they differ', () => {
    const { input } = schemas('schemas', 'CreateRegistry');
    const rest = new JsonCodec(REST_JSON);
    expect(rest.read(input, { tags: { a: 'b' } })).toMatchObject({ Tags: { a: 'b' } });
  });

  it('knows which members the model requires', () => {
    expect(requiredMembers(putItem)).toEqual(['TableName', 'Item']);
  });
});
