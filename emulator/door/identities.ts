import type { Principal } from './principal.ts';

/** Temporary keys, as STS hands them out. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Who is who: access keys to principals, and roles that may be assumed. */
export interface Identities {
  /** The principal behind an access key: a session's role, or the account for any key that is not a session's. */
  principalFor(accessKeyId: string | undefined, sessionToken?: string): Principal;
  /**
   * The role's principal, once its trust policy lets the service assume it.
   *
   * @param service for example `lambda.amazonaws.com`
   * @throws AwsError AccessDenied when the role does not exist or does not trust the service
   */
  assumeForService(roleArn: string, service: string, sessionName: string): Principal;
  /** Keys that stand for a role's session, for example in a function's environment. */
  issueCredentials(principal: Principal, durationSeconds?: number): Credentials;
}
