import type { Door } from '../../door/door.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Handler } from '../../door/wire/server.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { CustomResources, RESPONSE_PATH } from '../../template/custom-resources.ts';
import type { Deployer } from '../../template/deployer.ts';
import { recoverStacks } from '../../template/stacks/recover-stacks.ts';
import { ChangeSets } from './change-sets.ts';
import { deleteChangeSet, describeChangeSet, executeChangeSet, listChangeSets } from './operations/change-sets.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { listExports, listImports } from './operations/exports.ts';
import { listStacks } from './operations/list-stacks.ts';
import { describeStackResource, describeStackResources, listStackResources } from './operations/stack-resources.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/templates.ts';
import { updateStack, updateTerminationProtection } from './operations/update-stack.ts';
import { budgetResource } from './resources/budget.ts';
import { cdkMetadataResource } from './resources/cdk-metadata.ts';
import { codeDeployResources } from './resources/code-deploy.ts';
import { customResourceTypes } from './resources/custom-resource.ts';
import { kmsKeyResource } from './resources/kms-key.ts';
import { nestedStackResource } from './resources/stack.ts';
import { waitConditionHandleResource } from './resources/wait-condition-handle.ts';
import { responseHandler } from './response-handler.ts';

export interface Deps {
  readonly store: Store;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly deployer: Deployer;
  /** Base URL at which functions reach the emulator. */
  readonly endpoint: () => string;
}

export interface CloudFormation extends ServiceDefinition {
  /** What the server has to answer outside of the API, by path: the answers of custom resources. */
  readonly mounts: ReadonlyMap<string, Handler>;
}

/** CloudFormation's API over the stacks that the deployer keeps (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/). */
export function createCloudFormation({ store, account, clock, ids, door, deployer, endpoint }: Deps): CloudFormation {
  const { stacks, operations } = deployer;
  const changeSets = new ChangeSets(store);
  const deps = { account, clock, ids, door, stacks, operations, changeSets, engine: () => deployer.engine() };
  const providers = new CustomResources({ account, clock, ids, door, endpoint, signal: deployer.signal });
  return {
    name: 'cloudformation',
    signingName: 'cloudformation',
    sdk: '@aws-sdk/client-cloudformation',
    protocol: 'query',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    accessDeniedCode: 'AccessDenied',
    operations: [
      createChangeSet(deps),
      createStack(deps),
      deleteChangeSet(deps),
      deleteStack(deps),
      describeChangeSet(deps),
      describeStackEvents(deps),
      describeStackResource(deps),
      describeStackResources(deps),
      describeStacks(deps),
      executeChangeSet(deps),
      getTemplate(deps),
      getTemplateSummary(deps),
      listChangeSets(deps),
      listExports(deps),
      listImports(deps),
      listStackResources(deps),
      listStacks(deps),
      updateStack(deps),
      updateTerminationProtection(deps),
      validateTemplate(deps),
    ],
    gaps: [
      'Refused by name: macros and Fn::Transform, Fn::ForEach, CreationPolicy, UpdatePolicy (but for CodeDeployLambdaAliasUpdate, with which an alias moves all at once), `{{resolve:secretsmanager}}` and `{{resolve:ssm-secure}}`.',
      'Resources are made one after another. Stack tags are kept and shown, and not handed on to resources; RoleARN is shown, and not assumed.',
      'A deployment of an assembly may change an export that another stack uses, and says that AWS would refuse.',
    ],
    resources: [
      budgetResource,
      cdkMetadataResource,
      ...codeDeployResources,
      ...customResourceTypes(providers),
      kmsKeyResource,
      nestedStackResource(deps),
      waitConditionHandleResource(endpoint),
    ],
    start: () => recoverStacks(deployer.engine()),
    mounts: new Map([[RESPONSE_PATH, responseHandler(providers)]]),
  };
}
