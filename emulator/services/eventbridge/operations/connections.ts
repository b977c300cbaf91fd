import type {
  Connection as ConnectionShape,
  CreateConnectionCommandInput,
  CreateConnectionCommandOutput,
  DeauthorizeConnectionCommandInput,
  DeauthorizeConnectionCommandOutput,
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput,
  DescribeConnectionCommandInput,
  DescribeConnectionCommandOutput,
  ListConnectionsCommandInput,
  ListConnectionsCommandOutput,
  UpdateConnectionCommandInput,
  UpdateConnectionCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { authShape } from '../http/auth-shape.ts';
import { authorization, mergeAuth } from '../http/authorization.ts';
import type { Connection } from '../http/model.ts';
import type { Named } from '../http/named.ts';
import { RULE_NAME_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import { requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';

interface Deps {
  readonly connections: Named<Connection>;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly access: EventsAccess;
}

const NAME = { longest: RULE_NAME_CHARACTERS, pattern: /^[.\-_A-Za-z0-9]+$/ };

/** CreateConnection, DescribeConnection, ListConnections, UpdateConnection, DeauthorizeConnection, DeleteConnection. */
export function connectionOperations(deps: Deps): AnyOperation[] {
  const { connections, account, access, clock } = deps;
  const named = (name: string | undefined) => connections.get(requiredText(name, 'name', NAME));
  const allowed = (action: string, name = '*') => access.arn(action, arn(account, 'events', `connection/${name}`));
  return [
    operation<CreateConnectionCommandInput, Omit<CreateConnectionCommandOutput, '$metadata'>>({
      name: 'CreateConnection',
      access: ({ Name }) => allowed('CreateConnection', Name),
      run: (input) => answer(createConnection(deps, input)),
    }),
    operation<DescribeConnectionCommandInput, Omit<DescribeConnectionCommandOutput, '$metadata'>>({
      name: 'DescribeConnection',
      access: ({ Name }) => allowed('DescribeConnection', Name),
      run({ Name }) {
        const connection = named(Name);
        return {
          ...shape(connection),
          SecretArn: connection.secretArn,
          AuthParameters: authShape(connection.auth),
          ...(connection.description === undefined ? {} : { Description: connection.description }),
        };
      },
    }),
    operation<ListConnectionsCommandInput, Omit<ListConnectionsCommandOutput, '$metadata'>>({
      name: 'ListConnections',
      access: () => access.all('ListConnections'),
      run(input) {
        const listed = connections.list(input.NamePrefix);
        const matching = listed.filter(({ state }) => state === (input.ConnectionState ?? state));
        const { items, token } = page(matching, input, ({ name }) => name);
        return { Connections: items.map(shape), ...token };
      },
    }),
    operation<UpdateConnectionCommandInput, Omit<UpdateConnectionCommandOutput, '$metadata'>>({
      name: 'UpdateConnection',
      access: ({ Name }) => allowed('UpdateConnection', Name),
      run: (input) => answer(updateConnection(deps, named(input.Name), input)),
    }),
    operation<DeauthorizeConnectionCommandInput, Omit<DeauthorizeConnectionCommandOutput, '$metadata'>>({
      name: 'DeauthorizeConnection',
      access: ({ Name }) => allowed('DeauthorizeConnection', Name),
      run({ Name }) {
        const { InvocationHttpParameters } = named(Name).auth;
        const auth = InvocationHttpParameters ? { InvocationHttpParameters } : {};
        return answer(connections.put({ ...named(Name), state: 'DEAUTHORIZED', auth, modifiedAt: clock.now() }));
      },
    }),
    operation<DeleteConnectionCommandInput, Omit<DeleteConnectionCommandOutput, '$metadata'>>({
      name: 'DeleteConnection',
      access: ({ Name }) => allowed('DeleteConnection', Name),
      run({ Name }) {
        const connection = named(Name);
        connections.delete(connection);
        return { ...answer(connection), ConnectionState: 'DELETING' as const };
      },
    }),
  ];
}

/** @throws AwsError ResourceAlreadyExistsException, ValidationException */
export function createConnection(deps: Omit<Deps, 'access'>, input: CreateConnectionCommandInput): Connection {
  const { connections, account, clock, ids } = deps;
  const name = requiredText(input.Name, 'name', NAME);
  const id = ids.uuid();
  const now = clock.now();
  return connections.add({
    arn: arn(account, 'events', `connection/${name}/${id}`),
    name,
    state: 'AUTHORIZED',
    ...authorization(input),
    secretArn: arn(account, 'secretsmanager', `secret:events!connection/${name}/${id}-${ids.letters(6)}`),
    createdAt: now,
    modifiedAt: now,
    authorizedAt: now,
    ...(input.Description === undefined ? {} : { description: input.Description }),
  });
}

export function updateConnection(
  { connections, clock }: Pick<Deps, 'connections' | 'clock'>,
  connection: Connection,
  input: UpdateConnectionCommandInput,
): Connection {
  const now = clock.now();
  const { AuthorizationType = connection.type, AuthParameters, Description } = input;
  const sameType = AuthorizationType === connection.type;
  const AuthParametersAfter = sameType ? mergeAuth(connection.auth, AuthParameters ?? {}) : AuthParameters;
  return connections.put({
    ...connection,
    ...authorization({ ...input, AuthorizationType, AuthParameters: AuthParametersAfter }),
    state: 'AUTHORIZED',
    modifiedAt: now,
    authorizedAt: now,
    ...(Description === undefined ? {} : { description: Description }),
  });
}

const answer = (connection: Connection) => ({
  ConnectionArn: connection.arn,
  ConnectionState: connection.state,
  CreationTime: new Date(connection.createdAt),
  LastModifiedTime: new Date(connection.modifiedAt),
  LastAuthorizedTime: new Date(connection.authorizedAt),
});

const shape = (connection: Connection): ConnectionShape => ({
  ...answer(connection),
  Name: connection.name,
  AuthorizationType: connection.type,
});
