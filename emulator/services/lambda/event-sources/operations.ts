import type {
  CreateEventSourceMappingCommandInput,
  CreateEventSourceMappingCommandOutput,
  DeleteEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommandOutput,
  GetEventSourceMappingCommandInput,
  GetEventSourceMappingCommandOutput,
  ListEventSourceMappingsCommandInput,
  ListEventSourceMappingsCommandOutput,
  UpdateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandOutput,
} from '@aws-sdk/client-lambda';
import { type Access, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { functionArn, parseFunctionName } from '../functions/function-name.ts';
import type { Output } from '../operations/output.ts';
import { page } from '../operations/page.ts';
import type { Transition } from './describe.ts';
import { LISTED_MAPPINGS } from './limits.ts';
import { type Mapping, mappingArn } from './mapping.ts';
import type { Mappings } from './mappings.ts';

interface Deps {
  readonly account: Account;
  readonly mappings: Mappings;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping = ({ account, mappings }: Deps) =>
  operation<CreateEventSourceMappingCommandInput, Output<CreateEventSourceMappingCommandOutput>>({
    name: 'CreateEventSourceMapping',
    access: (input) => [
      {
        action: 'lambda:CreateEventSourceMapping',
        resource: '*',
        conditions: { 'lambda:FunctionArn': [functionArn(account, parseFunctionName(input.FunctionName))] },
      },
    ],
    run: async (input) => mappings.describe(await mappings.create(input), 'Creating'),
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping = (deps: Deps) =>
  operation<GetEventSourceMappingCommandInput, Output<GetEventSourceMappingCommandOutput>>({
    name: 'GetEventSourceMapping',
    access: access('GetEventSourceMapping', deps),
    run: ({ UUID }) => deps.mappings.describe(deps.mappings.get(UUID)),
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings = ({ mappings }: Deps) =>
  operation<ListEventSourceMappingsCommandInput, Output<ListEventSourceMappingsCommandOutput>>({
    name: 'ListEventSourceMappings',
    access: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
    run({ EventSourceArn: source, FunctionName, Marker, MaxItems = LISTED_MAPPINGS }) {
      const wanted = FunctionName === undefined ? undefined : parseFunctionName(FunctionName);
      const found = mappings
        .all()
        .filter(
          ({ sourceArn, function: { name, qualifier } }) =>
            (source === undefined || source === sourceArn) &&
            (wanted === undefined || (wanted.name === name && wanted.qualifier === qualifier)),
        );
      const { items, next } = page(found, Marker, Math.min(MaxItems, LISTED_MAPPINGS));
      return { EventSourceMappings: items.map((mapping) => mappings.describe(mapping)), ...next };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping = (deps: Deps) =>
  operation<UpdateEventSourceMappingCommandInput, Output<UpdateEventSourceMappingCommandOutput>>({
    name: 'UpdateEventSourceMapping',
    access: access('UpdateEventSourceMapping', deps),
    async run({ UUID, ...input }) {
      const before = deps.mappings.get(UUID);
      const after = await deps.mappings.update(UUID, input);
      return deps.mappings.describe(after, transitionOf(before, after));
    },
  });

function transitionOf(before: Mapping, after: Mapping): Transition {
  if (before.enabled === after.enabled) return 'Updating';
  return after.enabled ? 'Enabling' : 'Disabling';
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping = (deps: Deps) =>
  operation<DeleteEventSourceMappingCommandInput, Output<DeleteEventSourceMappingCommandOutput>>({
    name: 'DeleteEventSourceMapping',
    access: access('DeleteEventSourceMapping', deps),
    run: ({ UUID }) => deps.mappings.describe(deps.mappings.delete(UUID), 'Deleting'),
  });

const access =
  (action: string, { account }: Deps) =>
  ({ UUID = '*' }: { UUID?: string | undefined }): Access[] => [
    { action: `lambda:${action}`, resource: mappingArn(account, UUID) },
  ];
