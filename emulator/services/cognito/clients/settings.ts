import { invalidParameter } from '../errors.ts';
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS, ROTATION_GRACE_SECONDS, SESSION_MINUTES } from '../limits.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { Client, ClientSettings } from './client.ts';
import { customOrStandard } from './client-attributes.ts';

const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
type Bounds = { readonly least: number; readonly most: number };

/** How long what a client gets is good for, in seconds. */
export interface Lifetimes {
  readonly access: number;
  readonly id: number;
  readonly refresh: number;
  /** Between the steps of one sign-in. */
  readonly session: number;
}

export function lifetimes({ settings }: Pick<Client, 'settings'>): Lifetimes {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits: units } = settings;
  return {
    access: AccessTokenValidity
      ? AccessTokenValidity * UNIT_SECONDS[units?.AccessToken ?? 'hours']
      : ACCESS_TOKEN_SECONDS.default,
    id: IdTokenValidity ? IdTokenValidity * UNIT_SECONDS[units?.IdToken ?? 'hours'] : ACCESS_TOKEN_SECONDS.default,
    refresh: RefreshTokenValidity
      ? RefreshTokenValidity * UNIT_SECONDS[units?.RefreshToken ?? 'days']
      : REFRESH_TOKEN_SECONDS.default,
    session: (settings.AuthSessionValidity ?? SESSION_MINUTES.default) * UNIT_SECONDS.minutes,
  };
}

/**
 * A client's settings with AWS's defaults for what is not given
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html).
 *
 * @throws AwsError InvalidParameterException
 */
export function clientSettings(pool: UserPool, given: ClientSettings): ClientSettings {
  const settings: ClientSettings = {
    ...given,
    RefreshTokenValidity: given.RefreshTokenValidity || 30,
    TokenValidityUnits: given.TokenValidityUnits ?? {},
    AuthSessionValidity: given.AuthSessionValidity ?? SESSION_MINUTES.default,
    EnableTokenRevocation: given.EnableTokenRevocation ?? true,
    PreventUserExistenceErrors: given.PreventUserExistenceErrors ?? 'LEGACY',
    AllowedOAuthFlowsUserPoolClient: given.AllowedOAuthFlowsUserPoolClient ?? false,
  };
  checkLifetimes(settings);
  checkFlows(settings);
  for (const name of [...(given.ReadAttributes ?? []), ...(given.WriteAttributes ?? [])]) {
    if (!customOrStandard(pool, name))
      throw invalidParameter(`Invalid attributes specified while creating a client: ${name}`);
  }
  return settings;
}

function checkLifetimes(settings: ClientSettings): void {
  const { access, id, refresh } = lifetimes({ settings });
  const within = (seconds: number, { least, most }: Bounds) => seconds >= least && seconds <= most;
  if (!within(access, ACCESS_TOKEN_SECONDS) || !within(id, ACCESS_TOKEN_SECONDS)) {
    throw invalidParameter('Invalid range for token validity: access and ID tokens are good for 5 minutes to 1 day.');
  }
  if (!within(refresh, REFRESH_TOKEN_SECONDS)) {
    throw invalidParameter('Invalid range for token validity: refresh tokens are good for 60 minutes to 10 years.');
  }
  if (Math.max(access, id) > refresh) {
    throw invalidParameter('Access and ID token validity must not be longer than that of the refresh token.');
  }
  const minutes = settings.AuthSessionValidity ?? SESSION_MINUTES.default;
  if (!within(minutes, SESSION_MINUTES)) {
    throw invalidParameter(`AuthSessionValidity must be ${SESSION_MINUTES.least} to ${SESSION_MINUTES.most} minutes.`);
  }
}

function checkFlows({ ExplicitAuthFlows: flows = [], RefreshTokenRotation: rotation }: ClientSettings): void {
  const modern = flows.filter((name) => name.startsWith('ALLOW_'));
  if (modern.length > 0 && modern.length < flows.length) {
    throw invalidParameter('ExplicitAuthFlows must not mix names with the prefix ALLOW_ and names without it.');
  }
  if (rotation?.Feature !== 'ENABLED') return;
  if (flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH is not supported when refresh token rotation is enabled.');
  }
  const grace = rotation.RetryGracePeriodSeconds ?? 0;
  if (grace < 0 || grace > ROTATION_GRACE_SECONDS) {
    throw invalidParameter(`RetryGracePeriodSeconds must be 0 to ${ROTATION_GRACE_SECONDS}.`);
  }
}
