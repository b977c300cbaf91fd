import { isDeepStrictEqual } from 'node:util';
import type {
  CreateStateMachineAliasCommandInput,
  CreateStateMachineAliasCommandOutput,
  DeleteStateMachineAliasCommandInput,
  DescribeStateMachineAliasCommandInput,
  DescribeStateMachineAliasCommandOutput,
  ListStateMachineAliasesCommandInput,
  ListStateMachineAliasesCommandOutput,
  RoutingConfigurationListItem,
  UpdateStateMachineAliasCommandInput,
  UpdateStateMachineAliasCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { conflict, constraintViolated, resourceNotFound, validationError } from '../api-errors.ts';
import { parseMachineArn } from '../arns.ts';
import { MAX_NAME_CHARACTERS } from '../limits.ts';
import type { Machines } from '../machines.ts';
import type { Alias } from '../storage/machine-store.ts';
import type { OperationDeps } from './deps.ts';
import { paged, pageOf } from './paging.ts';

type Deps = Pick<OperationDeps, 'machines' | 'clock'>;

const NAME = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/;
/** As AWS writes it in its answer. */
const NAME_PATTERN = '^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$';
const MAX_ROUTES = 2;

/** Idempotent when nothing differs (https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html). */
export const createStateMachineAlias = ({ machines, clock }: Deps) =>
  operation<CreateStateMachineAliasCommandInput, Omit<CreateStateMachineAliasCommandOutput, '$metadata'>>({
    name: 'CreateStateMachineAlias',
    access: ({ routingConfiguration }) => [
      { action: 'states:CreateStateMachineAlias', resource: routingConfiguration?.[0]?.stateMachineVersionArn ?? '*' },
    ],
    run({ name, description, routingConfiguration = [] }) {
      const checked = checkAliasName(name);
      const machineArn = checkRouting(machines, routingConfiguration);
      const arn = `${machineArn}:${checked}`;
      const known = machines.store.alias(arn);
      if (known && (known.description !== description || !isDeepStrictEqual(known.routing, routingConfiguration))) {
        throw conflict(
          `Failed to create alias because an alias with the same name and a different routing configuration already exists.`,
        );
      }
      const now = clock.now();
      const alias = known ?? {
        arn,
        machineArn,
        name: checked,
        description,
        routing: routingConfiguration,
        createdAt: now,
        updatedAt: now,
      };
      machines.store.putAlias(alias);
      return { stateMachineAliasArn: arn, creationDate: new Date(alias.createdAt) };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */
export const updateStateMachineAlias = ({ machines, clock }: Deps) =>
  operation<UpdateStateMachineAliasCommandInput, Omit<UpdateStateMachineAliasCommandOutput, '$metadata'>>({
    name: 'UpdateStateMachineAlias',
    access: ({ stateMachineAliasArn: arn }) => [{ action: 'states:UpdateStateMachineAlias', resource: arn ?? '*' }],
    run({ stateMachineAliasArn, description, routingConfiguration }) {
      const alias = findAlias(machines, stateMachineAliasArn);
      if (description === undefined && routingConfiguration === undefined) {
        throw validationError('Either the description or the routing configuration must be specified');
      }
      if (routingConfiguration) checkRouting(machines, routingConfiguration);
      const updatedAt = clock.now();
      machines.store.putAlias({
        ...alias,
        description: description ?? alias.description,
        routing: routingConfiguration ?? alias.routing,
        updatedAt,
      });
      return { updateDate: new Date(updatedAt) };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export const describeStateMachineAlias = ({ machines }: Pick<Deps, 'machines'>) =>
  operation<DescribeStateMachineAliasCommandInput, Omit<DescribeStateMachineAliasCommandOutput, '$metadata'>>({
    name: 'DescribeStateMachineAlias',
    access: ({ stateMachineAliasArn: arn }) => [{ action: 'states:DescribeStateMachineAlias', resource: arn ?? '*' }],
    run({ stateMachineAliasArn }) {
      const alias = findAlias(machines, stateMachineAliasArn);
      return {
        stateMachineAliasArn: alias.arn,
        name: alias.name,
        ...(alias.description === undefined ? {} : { description: alias.description }),
        routingConfiguration: [...alias.routing],
        creationDate: new Date(alias.createdAt),
        updateDate: new Date(alias.updatedAt),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html */
export const listStateMachineAliases = ({ machines }: Pick<Deps, 'machines'>) =>
  operation<ListStateMachineAliasesCommandInput, Omit<ListStateMachineAliasesCommandOutput, '$metadata'>>({
    name: 'ListStateMachineAliases',
    access: ({ stateMachineArn }) => [{ action: 'states:ListStateMachineAliases', resource: stateMachineArn ?? '*' }],
    run(input) {
      const { machineArn, qualifier } = parseMachineArn(input.stateMachineArn);
      const machine = machines.machine(machineArn);
      const page = pageOf(input);
      const found = machines.store
        .aliases(machine.arn, page.after)
        .filter(
          ({ routing }) =>
            qualifier === undefined || routing.some((route) => route.stateMachineVersionArn === input.stateMachineArn),
        );
      const { items, nextToken } = paged(found, page, ({ name }) => name);
      return {
        stateMachineAliases: items.map(({ arn, createdAt }) => ({
          stateMachineAliasArn: arn,
          creationDate: new Date(createdAt),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export const deleteStateMachineAlias = ({ machines }: Pick<Deps, 'machines'>) =>
  operation<DeleteStateMachineAliasCommandInput, Record<string, never>>({
    name: 'DeleteStateMachineAlias',
    access: ({ stateMachineAliasArn: arn }) => [{ action: 'states:DeleteStateMachineAlias', resource: arn ?? '*' }],
    run({ stateMachineAliasArn }) {
      parseMachineArn(stateMachineAliasArn);
      machines.store.deleteAlias(stateMachineAliasArn ?? '');
      return {};
    },
  });

function findAlias(machines: Machines, arn: string | undefined): Alias {
  parseMachineArn(arn);
  const alias = machines.store.alias(arn ?? '');
  if (!alias) throw resourceNotFound(arn ?? '');
  return alias;
}

export function checkAliasName(name: string | undefined): string {
  if (name === undefined) throw constraintViolated(undefined, 'name', 'Member must not be null');
  if (name.length > MAX_NAME_CHARACTERS) {
    throw constraintViolated(name, 'name', `Member must have length less than or equal to ${MAX_NAME_CHARACTERS}`);
  }
  if (!NAME.test(name)) {
    throw constraintViolated(name, 'name', `Member must satisfy regular expression pattern: ${NAME_PATTERN}`);
  }
  return name;
}

/** One or two versions of one state machine whose weights make 100. @returns the state machine's ARN */
export function checkRouting(machines: Machines, routing: readonly RoutingConfigurationListItem[]): string {
  const arns = routing.map(({ stateMachineVersionArn }) => stateMachineVersionArn ?? '');
  const references = arns.map((arn) => parseMachineArn(arn));
  if (routing.length === 0 || routing.length > MAX_ROUTES) {
    throw validationError(`Routing configuration must have one or ${MAX_ROUTES} versions`);
  }
  if (references.some(({ qualifier }) => !/^\d+$/.test(qualifier ?? ''))) {
    throw validationError(
      `Routing configuration must contain state machine version ARNs. Received: [${arns.join(', ')}]`,
    );
  }
  if (new Set(references.map(({ machineArn }) => machineArn)).size > 1) {
    throw validationError(
      `Routing configuration must contain versions of the same state machine. Received: [${arns.join(', ')}]`,
    );
  }
  if (routing.reduce((sum, { weight }) => sum + (weight ?? 0), 0) !== 100) {
    throw validationError('Sum of routing configuration weights must equal 100');
  }
  for (const arn of arns) if (!machines.store.version(arn)) throw resourceNotFound(arn);
  return references[0]?.machineArn ?? '';
}
