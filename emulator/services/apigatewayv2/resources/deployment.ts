import { z } from 'zod';
import { text } from '../../../template/scalars.ts';
import { deploymentDefinition } from '../model/deployment.ts';
import { stageDefinition } from '../model/stage.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const schema = z.strictObject({ ApiId: text, Description: text.optional(), StageName: text.optional() });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-deployment.html */
export const deploymentResource = (deps: PartResourceDeps) => {
  const type = partResource(deps, {
    type: 'AWS::ApiGatewayV2::Deployment',
    definition: deploymentDefinition,
    schema,
    createOnly: ['StageName'],
    draft: ({ Description }) => ({ Description }),
    afterCreate: (apiId, id, { StageName }) => {
      deps.store.freeze(apiId, id);
      if (StageName !== undefined) deps.parts.update(stageDefinition, apiId, StageName, { DeploymentId: id });
    },
  });
  return type;
};
