import type { Client } from '../clients/client.ts';
import type { Group } from '../groups/groups.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { Claims } from '../tokens/jwt.ts';
import type { User } from '../users/user.ts';
import { isObject, type Json, type Triggers, triggerAttributes } from './triggers.ts';

export type TokenSource = 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens' | 'HostedAuth';

interface Context {
  readonly pool: UserPool;
  readonly client: Client;
  readonly user: User;
  readonly source: TokenSource;
  readonly groups: readonly Group[];
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

interface BothClaims {
  readonly access: Claims;
  readonly id: Claims;
}

/** What no trigger changes: who signed what for whom, and until when. */
const FIXED = new Set(
  [
    'acr amr at_hash auth_time azp exp iat iss jti nbf nonce origin_jti sub token_use version event_id device_key',
    'identities cognito:username username client_id email_verified phone_number_verified',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Lets the pool's function change the claims of tokens
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export async function preTokenGeneration(
  triggers: Triggers,
  context: Context,
  claims: BothClaims,
): Promise<BothClaims> {
  const { LambdaConfig } = context.pool.settings;
  const config = LambdaConfig?.PreTokenGenerationConfig;
  const functionArn = config?.LambdaArn ?? LambdaConfig?.PreTokenGeneration;
  if (!functionArn) return claims;
  const version = config?.LambdaVersion === 'V2_0' ? '2' : config?.LambdaVersion === 'V3_0' ? '3' : '1';
  const detail = version === '1' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
  const { pool, client, user, source, groups, clientMetadata } = context;
  const response = await triggers.run('PreTokenGeneration', {
    pool,
    clientId: client.id,
    username: user.username,
    source: `TokenGeneration_${source}`,
    version,
    functionArn,
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: groupConfiguration(groups, claims.id),
      ...(version === '1' ? {} : { scopes: String(claims.access.scope).split(' ') }),
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: { [detail]: null },
  });
  const override = member(response ?? {}, detail);
  return version === '1' ? inVersion1(claims, override) : inVersion2(claims, override);
}

const groupConfiguration = (groups: readonly Group[], id: Claims): Json => ({
  groupsToOverride: groups.map(({ name }) => name),
  iamRolesToOverride: id['cognito:roles'] ?? [],
  preferredRole: id['cognito:preferred_role'] ?? null,
});

/** One set of changes, for the ID token; groups go into both. */
function inVersion1({ access, id }: BothClaims, override: Json): BothClaims {
  const groups = groupClaims(override);
  return { access: { ...access, ...accessGroups(groups) }, id: { ...changed(id, override), ...groups } };
}

function inVersion2({ access, id }: BothClaims, override: Json): BothClaims {
  const groups = groupClaims(override);
  const forAccess = member(override, 'accessTokenGeneration');
  return {
    access: { ...changed(access, forAccess), ...accessGroups(groups), scope: scopes(String(access.scope), forAccess) },
    id: { ...changed(id, member(override, 'idTokenGeneration')), ...groups },
  };
}

function changed(claims: Claims, changes: Json): Claims {
  const added = Object.entries(member(changes, 'claimsToAddOrOverride')).filter(([name]) => isOpen(name));
  const suppressed = texts(changes.claimsToSuppress).filter(isOpen);
  const all = { ...claims, ...Object.fromEntries(added) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !suppressed.includes(name)));
}

const isOpen = (name: string) => !FIXED.has(name) && !(name.startsWith('cognito:') && name !== 'cognito:groups');

function groupClaims(override: Json): Claims {
  const { groupsToOverride, iamRolesToOverride, preferredRole } = member(override, 'groupOverrideDetails');
  return {
    ...(Array.isArray(groupsToOverride) ? { 'cognito:groups': groupsToOverride } : {}),
    ...(Array.isArray(iamRolesToOverride) ? { 'cognito:roles': iamRolesToOverride } : {}),
    ...(typeof preferredRole === 'string' ? { 'cognito:preferred_role': preferredRole } : {}),
  };
}

const accessGroups = (groups: Claims): Claims =>
  'cognito:groups' in groups ? { 'cognito:groups': groups['cognito:groups'] } : {};

function scopes(given: string, { scopesToAdd, scopesToSuppress }: Json): string {
  const suppressed = texts(scopesToSuppress);
  const all = new Set([...given.split(' '), ...texts(scopesToAdd)]);
  return [...all].filter((scope) => !suppressed.includes(scope)).join(' ');
}

function member(of: Json, name: string): Json {
  const value = of[name];
  return isObject(value) ? value : {};
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
