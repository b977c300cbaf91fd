import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { peopleOf } from './support/people.ts';

const TIMEOUT_MILLISECONDS = 60_000;
const PAGE = join(import.meta.dirname, 'support/amplify-user.mts');

describe('aws-amplify, unchanged', () => {
  let cloud: Cloud;
  let seen: Record<string, unknown>;
  beforeAll(async () => {
    cloud = await startCloud();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const people = peopleOf({ endpoint: cloud.endpoint, region: cloud.account.region, credentials });
    const { UserPoolId, ClientId } = await people.pool(
      {},
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
    );
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await people.cognito.send(
      new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration }),
    );
    const { stdout } = await promisify(execFile)(process.execPath, [PAGE, cloud.endpoint, UserPoolId, ClientId]);
    // The logger of Amplify writes to the same stream.
    seen = JSON.parse(stdout.slice(stdout.indexOf('{"signUp"')));
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => cloud.close());

  it('signs up and confirms by the code in the mail', () => {
    expect(seen.signUp).toMatchObject({
      signUp: { isSignUpComplete: false, nextStep: { signUpStep: 'CONFIRM_SIGN_UP' } },
      unconfirmed: 'CONFIRM_SIGN_UP',
      confirmed: { isSignUpComplete: true },
    });
  });

  it('signs in by SRP, refreshes, and signs out everywhere', () => {
    expect(seen.session).toMatchObject({
      wrong: 'NotAuthorizedException: Incorrect username or password.',
      signIn: { isSignedIn: true },
      claims: { email: 'ada@example.com', email_verified: true, name: 'Ada', token_use: 'id' },
      attributes: { email: 'ada@example.com', email_verified: 'true', name: 'Ada' },
      renewed: true,
      signedOut: expect.stringMatching(/^UserUnAuthenticatedException/),
    });
  });

  it('resets a password', () => {
    expect(seen.forgottenPassword).toMatchObject({
      delivery: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
      old: 'NotAuthorizedException: Incorrect username or password.',
      signIn: { isSignedIn: true },
    });
  });

  it('sets an authenticator app up and signs in with it', () => {
    expect(seen.authenticatorApp).toMatchObject({
      preference: { enabled: ['TOTP'], preferred: 'TOTP' },
      asked: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE',
      confirmed: { isSignedIn: true },
    });
  });
});
