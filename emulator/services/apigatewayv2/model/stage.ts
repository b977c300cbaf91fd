import { badRequest, conflict, notFound } from '../errors.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import { checkSocketStage } from '../websocket/checks.ts';
import { defined, type PartDefinition } from './part-definition.ts';
import { DEFAULT_KEY } from './route-key.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export const stageDefinition: PartDefinition<'stage'> = {
  kind: 'stage',
  title: 'Stage',
  plural: 'Stages',
  idMember: 'StageName',
  make(draft, { api, id, now, previous, find }) {
    const { AutoDeploy = false, DeploymentId } = draft;
    if (id !== DEFAULT_KEY && (!/^[a-zA-Z0-9_-]+$/.test(id) || id.length > NAME_CHARACTERS)) {
      throw badRequest('Stage name only allows a-zA-Z0-9_-, or $default');
    }
    if (id === DEFAULT_KEY && api.ProtocolType !== 'HTTP')
      throw badRequest('The stage $default is only supported for HTTP APIs.');
    if (api.ProtocolType === 'WEBSOCKET') checkSocketStage(draft);
    if (!previous && find('stage', id)) throw conflict('Stage already exists');
    if (DeploymentId !== undefined && !find('deployment', DeploymentId)) throw notFound('Deployment', DeploymentId);
    return {
      ...defined(draft),
      StageName: id,
      AutoDeploy,
      CreatedAt: previous?.CreatedAt ?? now,
      UpdatedAt: now,
    };
  },
};
