/** How the SDK integrations call a service that the emulator has: its name in the ARN, and its class in the SDK for Java 2. */
export interface SdkServiceName {
  /** Folder name of the service. */
  readonly service: string;
  readonly className: string;
}

/** By the name in `arn:aws:states:::aws-sdk:<name>:…` (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html). */
export const SDK_SERVICES: Readonly<Record<string, SdkServiceName>> = {
  apigateway: { service: 'apigateway', className: 'ApiGateway' },
  apigatewaymanagementapi: { service: 'apigatewaymanagementapi', className: 'ApiGatewayManagementApi' },
  apigatewayv2: { service: 'apigatewayv2', className: 'ApiGatewayV2' },
  cloudformation: { service: 'cloudformation', className: 'CloudFormation' },
  cloudfront: { service: 'cloudfront', className: 'CloudFront' },
  cloudwatch: { service: 'cloudwatch', className: 'CloudWatch' },
  cloudwatchlogs: { service: 'logs', className: 'CloudWatchLogs' },
  cognitoidentityprovider: { service: 'cognito', className: 'CognitoIdentityProvider' },
  dynamodb: { service: 'dynamodb', className: 'DynamoDb' },
  dynamodbstreams: { service: 'dynamodbstreams', className: 'DynamoDb' },
  eventbridge: { service: 'eventbridge', className: 'EventBridge' },
  iam: { service: 'iam', className: 'Iam' },
  lambda: { service: 'lambda', className: 'Lambda' },
  lexmodelsv2: { service: 'lexmodels', className: 'LexModelsV2' },
  lexruntimev2: { service: 'lex', className: 'LexRuntimeV2' },
  pipes: { service: 'pipes', className: 'Pipes' },
  s3: { service: 's3', className: 'S3' },
  scheduler: { service: 'scheduler', className: 'Scheduler' },
  schemas: { service: 'schemas', className: 'Schemas' },
  sfn: { service: 'stepfunctions', className: 'Sfn' },
  sns: { service: 'sns', className: 'Sns' },
  sqs: { service: 'sqs', className: 'Sqs' },
  ssm: { service: 'ssm', className: 'Ssm' },
  sts: { service: 'sts', className: 'Sts' },
  xray: { service: 'xray', className: 'XRay' },
};
