import { activity } from './activity.ts';
import { apiGatewayInvoke } from './apigateway.ts';
import { awsSdk } from './aws-sdk.ts';
import { DYNAMODB } from './dynamodb.ts';
import { putEvents } from './events.ts';
import { httpInvoke } from './http.ts';
import {
  type Integration,
  type IntegrationCatalog,
  notRecognized,
  notSupported,
  type Pattern,
  type UnusableResource,
} from './integration.ts';
import { lambdaFunction, lambdaInvoke } from './lambda.ts';
import { type IntegrationDeps, type OptimisedService, optimised } from './optimised.ts';
import { SNS } from './sns.ts';
import { SQS } from './sqs.ts';
import { startExecution } from './states.ts';

const LAMBDA_FUNCTION = /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:.+$/;
const ACTIVITY = /^arn:[\w-]+:states:[^:]+:[^:]+:activity:[^:]+$/;
const SERVICE = /^arn:[\w-]+:states:(?<region>[^:]*):(?<account>[^:]*):(?<service>[\w-]+):(?<action>.+)$/;

/** Services with an optimised integration that is their API. */
const OPTIMISED: readonly OptimisedService[] = [DYNAMODB, SNS, SQS];

/** Optimised integrations that AWS has beside those here: named, so that a definition that uses one fails for the right reason. */
const AWS_ONLY = new Set([
  'athena',
  'batch',
  'bedrock',
  'codebuild',
  'databrew',
  'ecs',
  'eks',
  'elasticmapreduce',
  'emr-containers',
  'emr-serverless',
  'glue',
  'mediaconvert',
  'sagemaker',
]);

/** All integrations of the emulator, by the `Resource` of a Task state. */
export function createCatalog(deps: IntegrationDeps): IntegrationCatalog {
  return {
    resolve(resource) {
      if (LAMBDA_FUNCTION.test(resource)) return lambdaFunction(deps, resource);
      if (ACTIVITY.test(resource)) return activity(resource);
      const groups = SERVICE.exec(resource)?.groups;
      if (!groups) return notRecognized(resource);
      return serviceIntegration(deps, resource, groups.service ?? '', groups.action ?? '');
    },
  };
}

function serviceIntegration(
  deps: IntegrationDeps,
  arn: string,
  service: string,
  suffix: string,
): Integration | UnusableResource {
  if (service === 'aws-sdk') {
    const [name = '', rest = ''] = suffix.split(/:(.*)/s);
    const { action, pattern } = split(rest);
    return pattern === 'sync' ? notRecognized(arn) : awsSdk(deps, { arn, name, action, pattern });
  }
  const { action, pattern, version } = split(suffix);
  if (service === 'lambda' && action === 'invoke' && pattern !== 'sync') return lambdaInvoke(deps, pattern);
  if (service === 'events' && action === 'putEvents' && pattern !== 'sync') return putEvents(deps, pattern);
  if (service === 'states' && action === 'startExecution')
    return startExecution(deps, pattern, version === '2' ? 'json' : 'text');
  if (service === 'apigateway' && action === 'invoke' && pattern !== 'sync') return apiGatewayInvoke(deps, pattern);
  if (service === 'http' && suffix === 'invoke') return httpInvoke(deps);
  const known = OPTIMISED.find(({ name }) => name === service);
  if (known?.actions[action]?.patterns.includes(pattern)) return optimised(deps, known, action, pattern);
  return AWS_ONLY.has(service) ? notSupported(arn) : notRecognized(arn);
}

/** `sendMessage.waitForTaskToken`, `startExecution.sync:2` */
function split(suffix: string): { action: string; pattern: Pattern; version?: string } {
  const [, action = suffix, kind, version] = /^(\w+)\.(sync|waitForTaskToken)(?::(\d))?$/.exec(suffix) ?? [];
  if (kind === 'waitForTaskToken') return { action, pattern: 'callback' };
  if (kind === 'sync') return { action, pattern: 'sync', ...(version === undefined ? {} : { version }) };
  return { action: suffix, pattern: 'request' };
}
