import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { PASSWORD, startUserPools, type UserPools } from './support/user-pools.ts';

const HOUR_MILLISECONDS = 3_600_000;

describe('signing up', () => {
  const clock = new ManualClock();
  let pools: UserPools;
  let ClientId: string;
  beforeAll(async () => {
    pools = await startUserPools({ clock });
    ({ ClientId } = await pools.pool({}, { PreventUserExistenceErrors: 'ENABLED' }));
  });
  afterAll(() => pools.close());

  const signUp = (Username: string, Password = PASSWORD, app = ClientId) =>
    pools.cognito.send(new SignUpCommand({ ClientId: app, Username, Password }));
  const confirm = (Username: string, ConfirmationCode: string) =>
    pools.cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
  const signIn = (USERNAME: string) =>
    pools.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );

  it('sends a code to the address, and lets in who confirms it', async () => {
    const answer = await signUp('ada@example.com');
    expect(answer).toMatchObject({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(pools.messages.at(-1)).toMatchObject({
      kind: 'email',
      to: 'ada@example.com',
      subject: 'Your verification code',
      text: expect.stringMatching(/^Your confirmation code is \d{6}$/),
    });
    await expect(signIn('ada@example.com')).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await confirm('ada@example.com', pools.code());
    const { AuthenticationResult } = await signIn('ada@example.com');
    expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    await expect(confirm('ada@example.com', '123456')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  it('refuses an address that is taken', async () => {
    await signUp('grace@example.com');
    await expect(signUp('grace@example.com')).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
  });

  it.each([
    ['Short1!', 'Password not long enough'],
    ['sommer-2026!', 'Password must have uppercase characters'],
    ['SOMMER-2026!', 'Password must have lowercase characters'],
    ['Sommer-abend!', 'Password must have numeric characters'],
    ['Sommer2026', 'Password must have symbol characters'],
  ])('refuses the password %s', async (password, reason) => {
    await expect(signUp('weak@example.com', password)).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${reason}`,
    });
  });

  it('wants an address for a username where people sign in with one', async () => {
    await expect(signUp('ada')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Username should be an email.',
    });
  });

  it('takes the newest code only, and none that is older than a day', async () => {
    await signUp('lin@example.com');
    const first = pools.code();
    const resent = await pools.cognito.send(
      new ResendConfirmationCodeCommand({ ClientId, Username: 'lin@example.com' }),
    );
    expect(resent.CodeDeliveryDetails?.Destination).toBe('l***@e***');
    const second = pools.code();
    if (first !== second) {
      await expect(confirm('lin@example.com', first)).rejects.toMatchObject({
        name: 'CodeMismatchException',
        message: 'Invalid verification code provided, please try again.',
      });
    }
    clock.advance(24 * HOUR_MILLISECONDS);
    await expect(confirm('lin@example.com', second)).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    });
  });

  it('stops who guesses codes', async () => {
    await signUp('eve@example.com');
    const wrong = pools.code() === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(confirm('eve@example.com', wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    }
    await expect(confirm('eve@example.com', pools.code())).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
    clock.advance(HOUR_MILLISECONDS);
    await confirm('eve@example.com', pools.code());
  });

  it('says nothing about who does not exist', async () => {
    const resent = await pools.cognito.send(
      new ResendConfirmationCodeCommand({ ClientId, Username: 'nobody@example.com' }),
    );
    expect(resent.CodeDeliveryDetails?.Destination).toBe('n***@e***');
    await expect(confirm('nobody@example.com', '123456')).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  });

  it('tells of a user who does not exist where the client is of the old kind', async () => {
    const { ClientId: legacy } = await pools.pool();
    const request = new ResendConfirmationCodeCommand({ ClientId: legacy, Username: 'nobody@example.com' });
    await expect(pools.cognito.send(request)).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  it('names a client that does not exist', async () => {
    await expect(signUp('ada@example.com', PASSWORD, 'unknown')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool client unknown does not exist.',
    });
  });

  it('leaves signing up to administrators where the pool says so', async () => {
    const closed = await pools.pool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    await expect(signUp('ada@example.com', PASSWORD, closed.ClientId)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    });
  });
});
