import type { PutPermissionCommandInput, RemovePermissionCommandInput } from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { notFound, validation } from '../errors.ts';
import type { Buses } from '../state/buses.ts';
import type { Bus, PolicyDocument, PolicyStatement } from '../state/model.ts';
import { required } from '../validate.ts';
import type { EventsAccess } from './access.ts';

interface Deps {
  readonly buses: Buses;
  readonly account: Account;
  readonly access: EventsAccess;
}

/** PutPermission and RemovePermission: the policy of a bus, statement by statement or as a whole. */
export function permissionOperations({ buses, account, access }: Deps): AnyOperation[] {
  return [
    operation<PutPermissionCommandInput, object>({
      name: 'PutPermission',
      access: ({ EventBusName }) => access.bus('PutPermission', EventBusName),
      run(input) {
        const bus = buses.get(input.EventBusName);
        const policy =
          input.Policy === undefined
            ? withStatement(bus.policy, statementOf(input, bus, account))
            : parseDocument(input.Policy);
        buses.change(bus, { policy });
        return {};
      },
    }),
    operation<RemovePermissionCommandInput, object>({
      name: 'RemovePermission',
      access: ({ EventBusName }) => access.bus('RemovePermission', EventBusName),
      run({ EventBusName, StatementId, RemoveAllPermissions }) {
        const bus = buses.get(EventBusName);
        const left = RemoveAllPermissions ? [] : without(bus, required(StatementId, 'statementId'));
        const { policy: _, ...rest } = bus;
        buses.change(left.length > 0 ? bus : { ...rest }, left.length > 0 ? { policy: documentOf(left) } : {});
        return {};
      },
    }),
  ];
}

const documentOf = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** A policy with a statement put in, in place of the one with its Sid. */
export function withStatement(policy: PolicyDocument | undefined, statement: PolicyStatement): PolicyDocument {
  const others = (policy?.Statement ?? []).filter(({ Sid }) => Sid !== statement.Sid);
  return documentOf([...others, statement]);
}

function without(bus: Bus, sid: string): readonly PolicyStatement[] {
  if (!bus.policy) throw notFound('EventBus does not have a policy.');
  const left = bus.policy.Statement.filter(({ Sid }) => Sid !== sid);
  if (left.length === bus.policy.Statement.length) {
    throw notFound('Statement with the provided id does not exist.');
  }
  return left;
}

/** The statement that PutPermission makes of its members. */
export function statementOf(input: PutPermissionCommandInput, bus: Bus, account: Account): PolicyStatement {
  const principal = required(input.Principal, 'principal');
  const { Condition } = input;
  return {
    Sid: required(input.StatementId, 'statementId'),
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:${account.partition}:iam::${principal}:root` },
    Action: required(input.Action, 'action'),
    Resource: bus.arn,
    ...(Condition ? { Condition: { [Condition.Type ?? '']: { [Condition.Key ?? '']: Condition.Value ?? '' } } } : {}),
  };
}

function parseDocument(text: string): PolicyDocument {
  try {
    const document: unknown = JSON.parse(text);
    if (isDocument(document)) return document;
  } catch {
    // Answered below, as what is no policy.
  }
  throw validation('This policy contains invalid Json');
}

function isDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && 'Statement' in value && Array.isArray(value.Statement);
}
