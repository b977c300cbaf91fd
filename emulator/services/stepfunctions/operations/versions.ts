import type {
  DeleteStateMachineVersionCommandInput,
  ListStateMachineVersionsCommandInput,
  ListStateMachineVersionsCommandOutput,
  PublishStateMachineVersionCommandInput,
  PublishStateMachineVersionCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { conflict } from '../api-errors.ts';
import { parseMachineArn } from '../arns.ts';
import { publishRevision } from '../machine-changes.ts';
import type { OperationDeps } from './deps.ts';
import { numberAfter, paged, pageOf } from './paging.ts';

type Deps = Pick<OperationDeps, 'machines' | 'clock'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
export const publishStateMachineVersion = (deps: Deps) =>
  operation<PublishStateMachineVersionCommandInput, Omit<PublishStateMachineVersionCommandOutput, '$metadata'>>({
    name: 'PublishStateMachineVersion',
    access: ({ stateMachineArn }) => [
      { action: 'states:PublishStateMachineVersion', resource: stateMachineArn ?? '*' },
    ],
    run({ stateMachineArn, revisionId, description }) {
      const machine = deps.machines.machine(stateMachineArn);
      const revision = deps.machines.store.revision(machine.revision);
      if (revisionId !== undefined && revisionId !== (revision.revisionId ?? 'INITIAL')) {
        throw conflict(
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${revision.revisionId ?? 'INITIAL'}.`,
        );
      }
      const version = publishRevision(deps, revision, description);
      return { stateMachineVersionArn: version.arn, creationDate: new Date(version.createdAt) };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html */
export const listStateMachineVersions = ({ machines }: Deps) =>
  operation<ListStateMachineVersionsCommandInput, Omit<ListStateMachineVersionsCommandOutput, '$metadata'>>({
    name: 'ListStateMachineVersions',
    access: ({ stateMachineArn }) => [{ action: 'states:ListStateMachineVersions', resource: stateMachineArn ?? '*' }],
    run(input) {
      const machine = machines.machine(input.stateMachineArn);
      const page = pageOf(input);
      const found = machines.store.versions(machine.arn, numberAfter(page, Number.MAX_SAFE_INTEGER), page.limit + 1);
      const { items, nextToken } = paged(found, page, ({ number }) => number);
      return {
        stateMachineVersions: items.map(({ arn, createdAt }) => ({
          stateMachineVersionArn: arn,
          creationDate: new Date(createdAt),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html */
export const deleteStateMachineVersion = ({ machines }: Pick<Deps, 'machines'>) =>
  operation<DeleteStateMachineVersionCommandInput, Record<string, never>>({
    name: 'DeleteStateMachineVersion',
    access: ({ stateMachineVersionArn: arn }) => [{ action: 'states:DeleteStateMachineVersion', resource: arn ?? '*' }],
    run({ stateMachineVersionArn }) {
      const { machineArn } = parseMachineArn(stateMachineVersionArn);
      const arn = stateMachineVersionArn ?? '';
      const users = machines.store
        .aliases(machineArn)
        .filter(({ routing }) => routing.some((route) => route.stateMachineVersionArn === arn))
        .map(({ name }) => name);
      if (users.length > 0) {
        throw conflict(
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.join(', ')}]`,
        );
      }
      machines.store.deleteVersion(arn);
      return {};
    },
  });
