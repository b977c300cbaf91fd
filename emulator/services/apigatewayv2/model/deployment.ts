import { defined, type PartDefinition } from './part-definition.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
export const deploymentDefinition: PartDefinition<'deployment'> = {
  kind: 'deployment',
  title: 'Deployment',
  plural: 'Deployments',
  idMember: 'DeploymentId',
  make: (draft, { id, now, previous }) => ({
    AutoDeployed: false,
    ...defined(draft),
    DeploymentId: id,
    DeploymentStatus: 'DEPLOYED',
    CreatedAt: previous?.CreatedAt ?? now,
  }),
};
