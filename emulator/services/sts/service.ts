import type {
  AssumeRoleCommandInput,
  AssumeRoleCommandOutput,
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput,
  GetSessionTokenCommandInput,
  GetSessionTokenCommandOutput,
} from '@aws-sdk/client-sts';
import { AwsError } from '../../door/errors.ts';
import type { Credentials, Identities } from '../../door/identities.ts';
import { operation } from '../../door/operation.ts';
import { describePrincipal, type Principal, rolePrincipal } from '../../door/principal.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import { parsePolicy } from '../iam/policy/document.ts';
import { evaluateForAsker } from '../iam/policy/evaluate.ts';
import type { Role, Roles } from '../iam/roles.ts';
import { checkSession } from './check-session.ts';

interface Deps {
  readonly account: Account;
  readonly identities: Identities;
  readonly roles: Roles;
}

const DEFAULT_SESSION_SECONDS = 3_600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export function createSts(deps: Deps): ServiceDefinition {
  return {
    name: 'sts',
    signingName: 'sts',
    sdk: '@aws-sdk/client-sts',
    protocol: 'query',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    accessDeniedCode: 'AccessDenied',
    operations: [getCallerIdentity(deps), assumeRole(deps), getSessionToken(deps)],
    gaps: ['No federation: roles are assumed by programs of the account and by services.'],
    resources: [],
  };
}

const getCallerIdentity = ({ account, roles }: Deps) =>
  operation<GetCallerIdentityCommandInput, Omit<GetCallerIdentityCommandOutput, '$metadata'>>({
    name: 'GetCallerIdentity',
    access: () => [],
    run: (_input, { principal }) => ({
      UserId: userId(principal, account, roles),
      Account: account.id,
      Arn: describePrincipal(principal),
    }),
  });

function userId(principal: Principal, account: Account, roles: Roles): string {
  if (principal.kind !== 'role') return account.id;
  const role = roles.find(principal.roleName);
  return role ? assumedRoleId(role, principal.sessionName) : principal.sessionName;
}

const assumedRoleId = (role: Role, sessionName: string) => `${role.id}:${sessionName}`;

const assumeRole = ({ account, identities, roles }: Deps) =>
  operation<AssumeRoleCommandInput, Omit<AssumeRoleCommandOutput, '$metadata'>>({
    name: 'AssumeRole',
    access: ({ RoleArn }) => {
      const role = roles.findByArn(RoleArn ?? '');
      return [
        { action: 'sts:AssumeRole', resource: RoleArn ?? '*', resourcePolicy: role && JSON.parse(role.trustPolicy) },
      ];
    },
    run: ({ RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT_SESSION_SECONDS }, { principal }) => {
      const role = roles.findByArn(RoleArn);
      if (!role || !isTrusted(role.trustPolicy, principal, account)) throw notTrusted(principal, RoleArn);
      checkSession({ name: RoleSessionName, seconds: DurationSeconds }, role, principal);
      const session = rolePrincipal(account, role.name, RoleSessionName);
      return {
        Credentials: credentials(identities.issueCredentials(session, DurationSeconds)),
        AssumedRoleUser: { AssumedRoleId: assumedRoleId(role, RoleSessionName), Arn: describePrincipal(session) },
      };
    },
  });

/** The role's trust policy must name the caller or its account. */
function isTrusted(trustPolicy: string, principal: Principal, account: Account): boolean {
  if (principal.kind !== 'role' && principal.kind !== 'account') return false;
  const root = `arn:${account.partition}:iam::${account.id}:root`;
  const own =
    principal.kind === 'role' ? [`arn:${account.partition}:iam::${account.id}:role/${principal.roleName}`] : [];
  const asker = { arns: [principal.arn, ...own], account: { arn: root, id: account.id } };
  // A trust policy has no Resource element, so any resource fits.
  const question = { action: 'sts:AssumeRole', resource: '*', context: new Map<string, string[]>() };
  return ['allow', 'delegate'].includes(evaluateForAsker(parsePolicy(trustPolicy), question, asker));
}

function notTrusted(principal: Principal, roleArn: string): AwsError {
  const message = `User: ${describePrincipal(principal)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return new AwsError('AccessDenied', message, { status: 403 });
}

const getSessionToken = ({ identities }: Deps) =>
  operation<GetSessionTokenCommandInput, Omit<GetSessionTokenCommandOutput, '$metadata'>>({
    name: 'GetSessionToken',
    access: () => [],
    run: ({ DurationSeconds = DEFAULT_SESSION_SECONDS }, { principal }) => ({
      Credentials: credentials(identities.issueCredentials(principal, DurationSeconds)),
    }),
  });

const credentials = ({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Credentials) => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: sessionToken,
  Expiration: new Date(expiresAt),
});
