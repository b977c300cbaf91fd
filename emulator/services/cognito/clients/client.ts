import type {
  AuthFlowType,
  CreateUserPoolClientRequest,
  ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';

/** What a client is given when it is made or changed, as the API names it. */
export type ClientSettings = Omit<
  CreateUserPoolClientRequest,
  'UserPoolId' | 'ClientName' | 'GenerateSecret' | 'ClientSecret'
>;

/** An app client as it is stored. */
export interface Client {
  /** 26 lower-case letters and digits. */
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly secret?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: ClientSettings;
}

/** What allows a flow; the names without `ALLOW_` are of an older day. */
const ALLOWED_BY: Readonly<Partial<Record<AuthFlowType, readonly ExplicitAuthFlowsType[]>>> = {
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  CUSTOM_AUTH: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'],
  REFRESH_TOKEN_AUTH: ['ALLOW_REFRESH_TOKEN_AUTH'],
  REFRESH_TOKEN: ['ALLOW_REFRESH_TOKEN_AUTH'],
  USER_AUTH: ['ALLOW_USER_AUTH'],
};

/** What a client may do that says nothing about it. */
const BY_DEFAULT: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
];
const OLD_NAMES: readonly ExplicitAuthFlowsType[] = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
];

export function allowsFlow({ settings }: Client, flow: AuthFlowType): boolean {
  const given = settings.ExplicitAuthFlows ?? [];
  const flows = given.length > 0 ? given : BY_DEFAULT;
  // With the old names, SRP and refresh were allowed always.
  const implied = flows.some((name) => OLD_NAMES.includes(name)) && !flows.includes('CUSTOM_AUTH_FLOW_ONLY');
  if (implied && ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'].includes(flow)) return true;
  return (ALLOWED_BY[flow] ?? []).some((name) => flows.includes(name));
}

/** Whether errors tell that a user does not exist. */
export const tellsOfUsers = ({ settings }: Client) => settings.PreventUserExistenceErrors !== 'ENABLED';

export const revokesTokens = ({ settings }: Client) => settings.EnableTokenRevocation !== false;

export const rotatesRefreshTokens = ({ settings }: Client) => settings.RefreshTokenRotation?.Feature === 'ENABLED';
