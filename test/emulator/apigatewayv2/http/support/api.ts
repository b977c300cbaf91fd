import { startCloud } from '../../../../../emulator/cloud.ts';
import { assemblyOf, removeAssemblies } from '../../../template/support.ts';

type Properties = Readonly<Record<string, unknown>>;

export const resource = (Type: string, Properties: Properties = {}, more: Properties = {}) => ({
  Type,
  Properties,
  ...more,
});

export const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });

/** A role that a service assumes, or the account (`*`), with all that a test needs. */
export const role = (service: string, Action: string | readonly string[]) =>
  resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: service === '*' ? { AWS: { Ref: 'AWS::AccountId' } } : { Service: service },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
      },
    ],
  });

/** A function, given as the body of its handler (`event` is what it may use), that API Gateway may call. */
export function lambdaFunction(id: string, body: string, properties: Properties = {}) {
  return {
    [id]: resource('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: attribute('FunctionRole', 'Arn'),
      Code: { ZipFile: `exports.handler = async (event) => { ${body} };` },
      ...properties,
    }),
    [`${id}Permission`]: resource('AWS::Lambda::Permission', {
      FunctionName: { Ref: id },
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*' },
    }),
  };
}

/** A route to a function, with its integration. */
export function functionRoute(
  id: string,
  RouteKey: string,
  functionId: string,
  { route = {}, integration = {} }: { route?: Properties; integration?: Properties } = {},
) {
  return {
    [`${id}Integration`]: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: attribute(functionId, 'Arn'),
      PayloadFormatVersion: '2.0',
      ...integration,
    }),
    [id]: resource('AWS::ApiGatewayV2::Route', {
      ApiId: { Ref: 'Api' },
      RouteKey,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration` }]] },
      ...route,
    }),
  };
}

export const httpApi = (properties: Properties = {}) => ({
  FunctionRole: role('lambda.amazonaws.com', 'logs:*'),
  Api: resource('AWS::ApiGatewayV2::Api', { Name: 'api', ProtocolType: 'HTTP', ...properties }),
});

export const stage = (StageName: string, properties: Properties = {}) =>
  resource('AWS::ApiGatewayV2::Stage', { ApiId: { Ref: 'Api' }, StageName, AutoDeploy: true, ...properties });

export type RunningApi = Awaited<ReturnType<typeof startApi>>;

/** Deploys a template with an `Api` into a cloud of its own. */
export async function startApi(
  resources: Readonly<Record<string, unknown>>,
  options: Parameters<typeof startCloud>[0] & { readonly outputs?: Readonly<Record<string, unknown>> } = {},
) {
  const { outputs = {}, ...cloudOptions } = options;
  const cloud = await startCloud(cloudOptions);
  const Outputs = { ApiId: { Value: { Ref: 'Api' } }, ...outputs };
  try {
    await cloud.deployer.deploy(assemblyOf({ app: { Resources: resources, Outputs } }));
  } catch (error) {
    await cloud.close();
    throw error;
  }
  const values = cloud.deployer.outputs().app ?? {};
  const url = `${cloud.endpoint}/execute-api/${values.ApiId}`;
  return {
    ...cloud,
    values,
    url,
    /** Options for SDK clients of the account's administrator. */
    client: {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    /** A request to the API; the answer's body is read as JSON where it is JSON. */
    async call(path: string, init: RequestInit = {}) {
      const response = await fetch(url + path, { redirect: 'manual', ...init });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    },
    async close() {
      await cloud.close();
      removeAssemblies();
    },
  };
}

/** Tests look into answers of many shapes; what they expect they say beside each. */
function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
