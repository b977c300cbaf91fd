import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import type { Store } from '../../runtime/store.ts';
import { ParameterChanges } from './changes.ts';
import { deleteParameter, deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { labelParameterVersion, unlabelParameterVersion } from './operations/labels.ts';
import { putParameter } from './operations/put-parameter.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tags.ts';
import { Parameters } from './parameters.ts';
import { parameterResource } from './resources.ts';

export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly serviceEvents: ServiceEvents;
}

/** Systems Manager's parameter store (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html). */
export function createSsm({ store, clock, account, serviceEvents }: Deps): ServiceDefinition {
  const parameters = new Parameters({ store, clock });
  const changes = new ParameterChanges(serviceEvents, account);
  const deps = { parameters, account, changes };
  return {
    name: 'ssm',
    signingName: 'ssm',
    sdk: '@aws-sdk/client-ssm',
    protocol: 'json-1.1',
    targetPrefix: 'AmazonSSM',
    operations: [
      addTagsToResource(deps),
      deleteParameter(deps),
      deleteParameters(deps),
      describeParameters(deps),
      getParameter(deps),
      getParameterHistory(deps),
      getParameters(deps),
      getParametersByPath(deps),
      labelParameterVersion(deps),
      listTagsForResource(deps),
      putParameter(deps),
      removeTagsFromResource(deps),
      unlabelParameterVersion(deps),
    ],
    resources: [parameterResource(deps)],
  };
}
