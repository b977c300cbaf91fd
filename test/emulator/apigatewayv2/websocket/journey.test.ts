import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Cloud, startCloud } from '../../../../emulator/cloud.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { connect, refusal } from './support/socket-client.ts';

/** Lets in who has a token, and tells who that is. */
const GUARD = `exports.handler = async ({ queryStringParameters, methodArn }) => {
  const user = /^user-(\\w+)$/.exec(queryStringParameters.token);
  if (!user) throw new Error('Unauthorized');
  const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }];
  return { principalId: user[1], policyDocument: { Version: '2012-10-17', Statement }, context: { user: user[1] } };
};`;

/** A room: says to all what one says, by the endpoint in its environment or by the name in its event. */
const ROOM = `const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const client = new ApiGatewayManagementApiClient({ endpoint: process.env.ENDPOINT });
const byName = ({ domainName, stage }) => new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
const { DynamoDBClient, DeleteItemCommand, PutItemCommand, ScanCommand } = require('@aws-sdk/client-dynamodb');
const tables = new DynamoDBClient();
const TableName = process.env.MEMBERS;
exports.handler = async ({ requestContext, body }) => {
  const { connectionId, routeKey, authorizer } = requestContext;
  const id = { id: { S: connectionId } };
  if (routeKey === '$connect') await tables.send(new PutItemCommand({ TableName, Item: id }));
  else if (routeKey === '$disconnect') await tables.send(new DeleteItemCommand({ TableName, Key: id }));
  else {
    const { Items } = await tables.send(new ScanCommand({ TableName }));
    const Data = JSON.stringify({ from: authorizer.user, text: JSON.parse(body).text, members: Items.length });
    const sender = routeKey === 'shout' ? byName(requestContext) : client;
    await Promise.all(Items.map(({ id }) => sender.send(new PostToConnectionCommand({ ConnectionId: id.S, Data }))));
  }
  return { statusCode: 200 };
};`;

const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const uriOf = (id: string) =>
  join(
    'arn:',
    { Ref: 'AWS::Partition' },
    ':apigateway:',
    { Ref: 'AWS::Region' },
    ':lambda:path/2015-03-31/functions/',
    get(id, 'Arn'),
    '/invocations',
  );

const fn = (code: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: get('Role', 'Arn'),
    Code: { ZipFile: code },
    ...more,
  },
});

const permission = (id: string, source: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: get(id, 'Arn'),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${source}` },
  },
});

const route = (RouteKey: string, more: object = { AuthorizationType: 'NONE' }) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: { ApiId: { Ref: 'Api' }, RouteKey, Target: join('integrations/', { Ref: 'Integration' }), ...more },
});

/** As CDK's WebSocketApi, WebSocketStage, WebSocketLambdaIntegration and WebSocketLambdaAuthorizer write it. */
const TEMPLATE = {
  Resources: {
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'room', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'post',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'execute-api:ManageConnections',
                  Resource: {
                    'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*/@connections/*',
                  },
                },
                { Effect: 'Allow', Action: 'dynamodb:*', Resource: get('Members', 'Arn') },
                { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
              ],
            },
          },
        ],
      },
    },
    Members: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Guard: fn(GUARD),
    Room: fn(ROOM, {
      Environment: {
        Variables: {
          MEMBERS: { Ref: 'Members' },
          ENDPOINT: join(
            'https://',
            { Ref: 'Api' },
            '.execute-api.',
            { Ref: 'AWS::Region' },
            '.',
            { Ref: 'AWS::URLSuffix' },
            '/dev',
          ),
        },
      },
    }),
    GuardPermission: permission('Guard', 'authorizers/*'),
    RoomPermission: permission('Room', '*'),
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'REQUEST',
        Name: 'guard',
        AuthorizerUri: uriOf('Guard'),
        IdentitySource: ['route.request.querystring.token'],
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', IntegrationUri: uriOf('Room') },
    },
    Connect: route('$connect', { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } }),
    Disconnect: route('$disconnect'),
    Say: route('say'),
    Shout: route('shout'),
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'Api' },
        StageName: 'dev',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50, DetailedMetricsEnabled: true },
      },
    },
  },
  Outputs: { Url: { Value: join(get('Api', 'ApiEndpoint'), '/', { Ref: 'Stage' }) }, ApiId: { Value: { Ref: 'Api' } } },
};

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({});
}, 60_000);

afterAll(() => cloud.close());

async function deployed() {
  const options = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new CloudFormationClient(options);
  const TemplateBody = JSON.stringify(TEMPLATE);
  await client.send(new CreateStackCommand({ StackName: 'room', TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  const outputs = await eventually(cloud.trace, 'the stack', async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'room' }));
    if (stack?.StackStatus?.includes('ROLLBACK')) throw new Error(`${stack.StackStatus} ${stack.StackStatusReason}`);
    return stack?.StackStatus === 'CREATE_COMPLETE' ? stack.Outputs : undefined;
  });
  const value = (key: string) => outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  return { url: value('Url'), apiId: value('ApiId'), options };
}

test('two people talk in a room that a template made', async () => {
  const { url, apiId, options } = await deployed();
  expect(url).toBe(`ws://localhost:${cloud.port}/execute-api/${apiId}/dev`);
  expect(await refusal(url)).toMatchObject({ status: 401 });
  expect(await refusal(`${url}?token=forged`)).toMatchObject({ status: 401 });
  const ana = await connect(`${url}?token=user-ana`);
  const bea = await connect(`${url}?token=user-bea`);
  ana.send({ action: 'say', text: 'hola', from: 'bea' });
  const said = { from: 'ana', text: 'hola', members: 2 };
  expect([JSON.parse(await ana.next()), JSON.parse(await bea.next())]).toEqual([said, said]);
  bea.send({ action: 'shout', text: 'HOLA' });
  const shouted = { from: 'bea', text: 'HOLA', members: 2 };
  expect([JSON.parse(await ana.next()), JSON.parse(await bea.next())]).toEqual([shouted, shouted]);
  const joined = cloud.trace.recent().filter((record) => record.kind === 'socket' && record.happened === 'connected');
  const [first] = joined;
  const connectionId = first?.kind === 'socket' ? first.connectionId : '';
  await ana.close();
  await eventually(cloud.trace, 'one to leave', () => {
    const left = cloud.trace.recent().some((record) => record.kind === 'socket' && record.happened === 'disconnected');
    return left || undefined;
  });
  const management = new ApiGatewayManagementApiClient({
    ...options,
    endpoint: `${cloud.endpoint}/execute-api/${apiId}/dev`,
  });
  const post = new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'anybody?' });
  await expect(management.send(post)).rejects.toMatchObject({ name: 'GoneException' });
  await bea.close();
}, 60_000);
