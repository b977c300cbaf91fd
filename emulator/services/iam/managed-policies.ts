import type { ManagedPolicy } from './managed-policy.ts';

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const XRAY = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/**
 * The AWS managed policies that CDK attaches by itself, by their path and name
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html). All have Resource "*" on AWS.
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': LOGS,
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    ...LOGS,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...LOGS,
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...LOGS,
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    ...LOGS,
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
  AWSXRayDaemonWriteAccess: XRAY,
  AWSXrayWriteOnlyAccess: XRAY,
  CloudWatchLambdaInsightsExecutionRolePolicy: LOGS,
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: [...XRAY, ...LOGS],
  AdministratorAccess: ['*'],
};

/** Published long before any installation of this; only shown. */
const CREATED_AT = Date.UTC(2015, 3, 9);

/** The policy behind `arn:aws:iam::aws:policy/…`, when it is one that is known here. */
export function awsManagedPolicy(arn: string, partition: string): ManagedPolicy | undefined {
  const prefix = `arn:${partition}:iam::aws:policy/`;
  const path = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  const actions = ACTIONS[path];
  if (!actions) return undefined;
  const cut = path.lastIndexOf('/') + 1;
  return {
    arn,
    id: `ANPA${path.replace(/\W/g, '').toUpperCase().padEnd(17, 'A').slice(0, 17)}`,
    name: path.slice(cut),
    path: `/${path.slice(0, cut)}`,
    description: '',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
    }),
    createdAt: CREATED_AT,
  };
}
