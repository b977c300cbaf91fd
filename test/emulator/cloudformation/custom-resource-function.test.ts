import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { assemblyOf, removeAssemblies } from '../template/support.ts';

/** Answers as the CDK's own providers do: https on the default port, with nothing but host and path of the URL. */
const PROVIDER = `
const https = require('node:https');
exports.handler = async (event) => {
  const { hostname, pathname } = new URL(event.ResponseURL);
  const body = JSON.stringify({
    Status: 'SUCCESS',
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId: 'greeting',
    Data: { Text: 'Hello ' + event.ResourceProperties.Who },
  });
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  await new Promise((resolve, reject) => {
    const request = https.request({ hostname, path: pathname, method: 'PUT', headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
};`;

const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
      },
    },
    Provider: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: PROVIDER },
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Timeout: 20,
      },
    },
    Greeting: {
      Type: 'Custom::Greeting',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] }, Who: 'you' },
    },
  },
  Outputs: { Text: { Value: { 'Fn::GetAtt': ['Greeting', 'Text'] } } },
};

describe('A custom resource with a function of its own', () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await startCloud();
  });

  afterAll(async () => {
    await cloud.close();
    removeAssemblies();
  });

  it('is made and removed, although the function answers by https', async () => {
    await cloud.deployer.deploy(assemblyOf({ app: template }));
    expect(cloud.deployer.outputs().app).toEqual({ Text: 'Hello you' });

    await cloud.deployer.destroy();
    expect(cloud.deployer.stacks.live()).toEqual([]);
  });
});
