import { z } from 'zod';
import { type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import type { RestApis } from '../model/rest-apis.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
export const deploymentResource = (apis: RestApis): ResourceType =>
  resourceType({
    type: 'AWS::ApiGateway::Deployment',
    schema: z.strictObject({ RestApiId: text, Description: text.optional(), StageName: text.optional() }),
    attributes: ['DeploymentId'],
    createOnly: ['RestApiId', 'StageName'],
    create({ RestApiId, Description, StageName }) {
      const { id } = apis.deploy(RestApiId, Description);
      if (StageName !== undefined) {
        const previous = apis.store.find(RestApiId, 'stage', StageName);
        apis.putStage(RestApiId, { ...previous, stageName: StageName, deploymentId: id }, { isNew: false });
      }
      return { physicalId: id, attributes: { DeploymentId: id } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: { DeploymentId: physicalId } }),
    delete: ({ physicalId, properties }) => apis.store.delete(properties.RestApiId, 'deployment', physicalId),
  });

const methodSetting = z.strictObject({
  HttpMethod: text.optional(),
  ResourcePath: text.optional(),
  MetricsEnabled: flag.optional(),
  ThrottlingBurstLimit: number.optional(),
  ThrottlingRateLimit: number.optional(),
});

const stageSchema = z.strictObject({
  RestApiId: text,
  DeploymentId: text,
  StageName: text,
  Description: text.optional(),
  Variables: z.record(text, text).optional(),
  AccessLogSetting: z.strictObject({ DestinationArn: text.optional(), Format: text.optional() }).optional(),
  MethodSettings: z.array(methodSetting).optional(),
  Tags: tags.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export function stageResource(apis: RestApis): ResourceType {
  const put = (given: z.output<typeof stageSchema>, isNew: boolean) => {
    const { RestApiId, DeploymentId, StageName, AccessLogSetting } = given;
    const draft = {
      stageName: StageName,
      deploymentId: DeploymentId,
      description: given.Description,
      variables: given.Variables,
      tags: given.Tags,
      accessLogSettings: AccessLogSetting && {
        destinationArn: AccessLogSetting.DestinationArn,
        format: AccessLogSetting.Format,
      },
      methodSettings: Object.fromEntries((given.MethodSettings ?? []).map(settingOf)),
    };
    return { physicalId: apis.putStage(RestApiId, draft, { isNew }).stageName, attributes: {} };
  };
  return resourceType({
    type: 'AWS::ApiGateway::Stage',
    schema: stageSchema,
    attributes: [],
    createOnly: ['RestApiId', 'StageName'],
    inert: {
      CacheClusterEnabled: 'answers are not cached',
      CacheClusterSize: 'answers are not cached',
      ClientCertificateId: 'integrations are called without TLS here',
      DocumentationVersion: 'there are no documentation parts',
      TracingEnabled: 'the trace header is handed on; the API itself writes no segments',
      'MethodSettings.DataTraceEnabled': 'there are no execution logs',
      'MethodSettings.LoggingLevel': 'there are no execution logs',
      'MethodSettings.CachingEnabled': 'answers are not cached',
      'MethodSettings.CacheTtlInSeconds': 'answers are not cached',
      'MethodSettings.CacheDataEncrypted': 'answers are not cached',
    },
    create: (properties) => put(properties, true),
    update: ({ properties }) => put(properties, false),
    delete: ({ physicalId, properties }) => apis.store.delete(properties.RestApiId, 'stage', physicalId),
  });
}

/** Settings are kept under `~1images/GET`, those of all methods under `*` twice. */
function settingOf(setting: z.output<typeof methodSetting>): [string, object] {
  const { HttpMethod = '*', ResourcePath = '/*', MetricsEnabled, ThrottlingBurstLimit, ThrottlingRateLimit } = setting;
  const path =
    ResourcePath === '/*' || ResourcePath === '*' ? '*' : ResourcePath.replace(/^\/?/, '/').replaceAll('/', '~1');
  const settings = {
    metricsEnabled: MetricsEnabled,
    throttlingBurstLimit: ThrottlingBurstLimit,
    throttlingRateLimit: ThrottlingRateLimit,
  };
  return [`${path}/${HttpMethod}`, settings];
}
