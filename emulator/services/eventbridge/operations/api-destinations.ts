import type {
  ApiDestination as ApiDestinationShape,
  CreateApiDestinationCommandInput,
  CreateApiDestinationCommandOutput,
  DeleteApiDestinationCommandInput,
  DescribeApiDestinationCommandInput,
  DescribeApiDestinationCommandOutput,
  HttpParameters,
  ListApiDestinationsCommandInput,
  ListApiDestinationsCommandOutput,
  UpdateApiDestinationCommandInput,
  UpdateApiDestinationCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { notFound, validation } from '../errors.ts';
import type { Invoker } from '../http/invoke.ts';
import { type ApiDestination, type Connection, METHODS } from '../http/model.ts';
import type { Named } from '../http/named.ts';
import { INVOCATIONS_PER_SECOND, RULE_NAME_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import { checkOneOf, checkRange, required, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';

interface Deps {
  readonly connections: Named<Connection>;
  readonly destinations: Named<ApiDestination>;
  readonly invoker: Invoker;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly access: EventsAccess;
}

const NAME = { longest: RULE_NAME_CHARACTERS, pattern: /^[.\-_A-Za-z0-9]+$/ };

/** What only the emulator itself calls: as the role of a target, whose permission is thereby asked for. */
export interface InvokeApiDestinationInput {
  readonly arn: string;
  readonly input: string;
  readonly parameters?: HttpParameters | undefined;
}

/** CreateApiDestination, DescribeApiDestination, ListApiDestinations, UpdateApiDestination, DeleteApiDestination. */
export function apiDestinationOperations(deps: Deps): AnyOperation[] {
  const { destinations, account, access } = deps;
  const named = (name: string | undefined) => destinations.get(requiredText(name, 'name', NAME));
  const allowed = (action: string, name = '*') => access.arn(action, arn(account, 'events', `api-destination/${name}`));
  return [
    operation<CreateApiDestinationCommandInput, Omit<CreateApiDestinationCommandOutput, '$metadata'>>({
      name: 'CreateApiDestination',
      access: ({ Name }) => allowed('CreateApiDestination', Name),
      run: (input) => answer(createApiDestination(deps, input)),
    }),
    operation<DescribeApiDestinationCommandInput, Omit<DescribeApiDestinationCommandOutput, '$metadata'>>({
      name: 'DescribeApiDestination',
      access: ({ Name }) => allowed('DescribeApiDestination', Name),
      run({ Name }) {
        const destination = named(Name);
        const { description } = destination;
        return { ...shape(destination), ...(description === undefined ? {} : { Description: description }) };
      },
    }),
    operation<ListApiDestinationsCommandInput, Omit<ListApiDestinationsCommandOutput, '$metadata'>>({
      name: 'ListApiDestinations',
      access: () => access.all('ListApiDestinations'),
      run(input) {
        const listed = destinations.list(input.NamePrefix);
        const matching = listed.filter(({ connectionArn }) => connectionArn === (input.ConnectionArn ?? connectionArn));
        const { items, token } = page(matching, input, ({ name }) => name);
        return { ApiDestinations: items.map(shape), ...token };
      },
    }),
    operation<UpdateApiDestinationCommandInput, Omit<UpdateApiDestinationCommandOutput, '$metadata'>>({
      name: 'UpdateApiDestination',
      access: ({ Name }) => allowed('UpdateApiDestination', Name),
      run: (input) => answer(updateApiDestination(deps, named(input.Name), input)),
    }),
    operation<DeleteApiDestinationCommandInput, object>({
      name: 'DeleteApiDestination',
      access: ({ Name }) => allowed('DeleteApiDestination', Name),
      run({ Name }) {
        destinations.delete(named(Name));
        return {};
      },
    }),
    invokeApiDestination(deps),
  ];
}

const invokeApiDestination = ({ destinations, connections, invoker, access }: Deps) =>
  operation<InvokeApiDestinationInput, object>({
    name: 'InvokeApiDestination',
    internal: true,
    access: ({ arn: destination }) => access.arn('InvokeApiDestination', destination),
    async run({ arn: destinationArn, input, parameters }) {
      const destination = destinations.byArn(destinationArn);
      if (!destination) throw notFound(`API destination ${destinationArn} does not exist.`);
      const connection = connections.byArn(destination.connectionArn);
      if (!connection) throw notFound(`Connection ${destination.connectionArn} does not exist.`);
      await invoker.invoke(destination, connection, input, parameters);
      return {};
    },
  });

type Settings = Pick<
  UpdateApiDestinationCommandInput,
  'ConnectionArn' | 'Description' | 'HttpMethod' | 'InvocationEndpoint' | 'InvocationRateLimitPerSecond'
>;

/** @throws AwsError ResourceAlreadyExistsException, ResourceNotFoundException for the connection, ValidationException */
export function createApiDestination(
  deps: Omit<Deps, 'access' | 'invoker'>,
  input: CreateApiDestinationCommandInput,
): ApiDestination {
  const { destinations, account, clock, ids } = deps;
  const name = requiredText(input.Name, 'name', NAME);
  return destinations.add({
    arn: arn(account, 'events', `api-destination/${name}/${ids.uuid()}`),
    name,
    connectionArn: required(input.ConnectionArn, 'connectionArn'),
    endpoint: required(input.InvocationEndpoint, 'invocationEndpoint'),
    method: checkOneOf(required(input.HttpMethod, 'httpMethod'), 'httpMethod', METHODS),
    invocationsPerSecond: INVOCATIONS_PER_SECOND,
    createdAt: clock.now(),
    modifiedAt: clock.now(),
    ...settingsOf(deps, input),
  });
}

export const updateApiDestination = (
  deps: Pick<Deps, 'connections' | 'destinations' | 'clock'>,
  destination: ApiDestination,
  input: Settings,
): ApiDestination =>
  deps.destinations.put({ ...destination, ...settingsOf(deps, input), modifiedAt: deps.clock.now() });

function settingsOf({ connections }: Pick<Deps, 'connections'>, input: Settings): Partial<ApiDestination> {
  const { ConnectionArn, Description, HttpMethod, InvocationEndpoint, InvocationRateLimitPerSecond } = input;
  if (ConnectionArn !== undefined && !connections.byArn(ConnectionArn)) {
    throw notFound(`Connection '${ConnectionArn}' does not exist.`);
  }
  if (InvocationEndpoint !== undefined && !URL.canParse(InvocationEndpoint)) {
    throw validation(`Parameter InvocationEndpoint is not valid: ${InvocationEndpoint} is no URL.`);
  }
  checkRange(InvocationRateLimitPerSecond, 'invocationRateLimitPerSecond', 1, INVOCATIONS_PER_SECOND);
  return {
    ...(ConnectionArn === undefined ? {} : { connectionArn: ConnectionArn }),
    ...(Description === undefined ? {} : { description: Description }),
    ...(HttpMethod === undefined ? {} : { method: checkOneOf(HttpMethod, 'httpMethod', METHODS) }),
    ...(InvocationEndpoint === undefined ? {} : { endpoint: InvocationEndpoint }),
    ...(InvocationRateLimitPerSecond === undefined ? {} : { invocationsPerSecond: InvocationRateLimitPerSecond }),
  };
}

const answer = ({ arn: ApiDestinationArn, createdAt, modifiedAt }: ApiDestination) => ({
  ApiDestinationArn,
  ApiDestinationState: 'ACTIVE' as const,
  CreationTime: new Date(createdAt),
  LastModifiedTime: new Date(modifiedAt),
});

const shape = (destination: ApiDestination): ApiDestinationShape => ({
  ...answer(destination),
  Name: destination.name,
  ConnectionArn: destination.connectionArn,
  InvocationEndpoint: destination.endpoint,
  HttpMethod: destination.method,
  InvocationRateLimitPerSecond: destination.invocationsPerSecond,
});
