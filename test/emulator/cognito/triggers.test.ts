import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  type LambdaConfigType,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../emulator/door/errors.ts';
import { type Call, operation } from '../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { readClaims } from '../../../emulator/services/cognito/tokens/jwt.ts';
import { srpSignIn } from './support/srp-client.ts';
import { PASSWORD, startUserPools, type UserPools } from './support/user-pools.ts';

const USERNAME = 'ada@example.com';

interface Event {
  readonly version: string;
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly clientId: string };
  readonly request: Record<string, unknown>;
  response: Record<string, unknown>;
}

type Trigger = (event: Event) => Record<string, unknown> | undefined;

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const TRIGGERS = [
  'PreSignUp',
  'CustomMessage',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
  'UserMigration',
] as const;

describe('triggers', () => {
  let pools: UserPools;
  let triggers: Partial<Record<string, Trigger>>;
  const events: Event[] = [];
  const calls: Call[] = [];

  /** Functions as Cognito sees them, with their code in the test. */
  const lambda: ServiceDefinition = {
    name: 'lambda',
    signingName: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    resources: [],
    operations: [
      operation<{ FunctionName?: string; Payload?: Uint8Array }, object>({
        name: 'Invoke',
        access: () => [],
        run({ FunctionName = '', Payload }, call) {
          const event: Event = JSON.parse(Buffer.from(Payload ?? []).toString());
          events.push(event);
          calls.push(call);
          const trigger = triggers[FunctionName.split(':').at(-1) ?? ''];
          try {
            const answer = { ...event, response: { ...event.response, ...trigger?.(event) } };
            return { Payload: Buffer.from(JSON.stringify(answer)) };
          } catch (error) {
            if (error instanceof AwsError) throw error;
            const thrown = { errorType: 'Error', errorMessage: error instanceof Error ? error.message : '' };
            return { FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify(thrown)) };
          }
        },
      }),
    ],
  };

  beforeAll(async () => {
    pools = await startUserPools({ more: () => [lambda] });
  });
  beforeEach(() => {
    triggers = {};
    events.length = 0;
    calls.length = 0;
  });
  afterAll(() => pools.close());

  const poolWith = (names: readonly (typeof TRIGGERS)[number][], more: LambdaConfigType = {}) =>
    pools.pool({ LambdaConfig: { ...Object.fromEntries(names.map((name) => [name, arnOf(name)])), ...more } });
  const signUp = (ClientId: string, ValidationData?: { Name: string; Value: string }[]) =>
    pools.cognito.send(
      new SignUpCommand({
        ClientId,
        Username: USERNAME,
        Password: PASSWORD,
        ValidationData,
        ClientMetadata: { campaign: 'spring' },
      }),
    );
  const signIn = (ClientId: string, password = PASSWORD) =>
    pools.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: password },
        ClientMetadata: { from: 'phone' },
      }),
    );

  it('are asked as Cognito, for the pool, with the event that AWS documents', async () => {
    const { UserPoolId, ClientId } = await poolWith(['PreSignUp']);
    const { UserSub = '' } = await signUp(ClientId, [{ Name: 'invitation', Value: '42' }]);
    expect(events[0]).toEqual({
      version: '1',
      region: 'us-east-1',
      userPoolId: UserPoolId,
      userName: UserSub,
      callerContext: { awsSdkVersion: expect.any(String), clientId: ClientId },
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: USERNAME },
        validationData: { invitation: '42' },
        clientMetadata: { campaign: 'spring' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    expect(calls[0]?.principal).toEqual({
      kind: 'service',
      service: 'cognito-idp.amazonaws.com',
      sourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
    });
  });

  it('confirm and verify who signs up, and are told of it', async () => {
    triggers = { PreSignUp: () => ({ autoConfirmUser: true, autoVerifyEmail: true }) };
    const { UserPoolId, ClientId } = await poolWith(['PreSignUp', 'PostConfirmation']);
    expect(await signUp(ClientId)).toMatchObject({ UserConfirmed: true });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
    ]);
    const user = await pools.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: USERNAME }));
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  it('stop a sign-up in their own words, and nobody is made', async () => {
    triggers = {
      PreSignUp: () => {
        throw new Error('by invitation only');
      },
    };
    const { UserPoolId, ClientId } = await poolWith(['PreSignUp']);
    await expect(signUp(ClientId)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error by invitation only.',
    });
    await expect(pools.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: USERNAME }))).rejects.toMatchObject(
      { name: 'UserNotFoundException' },
    );
  });

  it('that may not be invoked are named', async () => {
    triggers = {
      PreSignUp: () => {
        throw new AwsError('AccessDeniedException', 'no', { status: 403 });
      },
    };
    const { ClientId } = await poolWith(['PreSignUp']);
    await expect(signUp(ClientId)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error AccessDeniedException.',
    });
  });

  it('write the messages', async () => {
    triggers = {
      CustomMessage: ({ request }) => ({
        emailSubject: 'Welcome',
        emailMessage: `<b>Your code: ${request.codeParameter}</b>`,
      }),
    };
    const { ClientId } = await poolWith(['CustomMessage']);
    await signUp(ClientId);
    expect(pools.messages.at(-1)).toMatchObject({
      subject: 'Welcome',
      text: expect.stringMatching(/^<b>Your code: \d{6}<\/b>$/),
    });
    const ConfirmationCode = pools.code();
    await pools.cognito.send(new ConfirmSignUpCommand({ ClientId, Username: USERNAME, ConfirmationCode }));
    expect(await signIn(ClientId)).toHaveProperty('AuthenticationResult');
  });

  it('stand before and behind every sign-in', async () => {
    const { UserPoolId, ClientId } = await poolWith(['PreAuthentication', 'PostAuthentication']);
    await pools.person(UserPoolId);
    await signIn(ClientId);
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ]);
    expect(events[0]?.request).toMatchObject({
      userAttributes: { email: USERNAME, 'cognito:user_status': 'CONFIRMED' },
      validationData: { from: 'phone' },
    });
    triggers = {
      PreAuthentication: () => {
        throw new Error('closed on Sundays');
      },
    };
    await expect(signIn(ClientId)).rejects.toMatchObject({
      message: 'PreAuthentication failed with error closed on Sundays.',
    });
    await expect(srpSignIn(pools.cognito, { UserPoolId, ClientId }, USERNAME, PASSWORD)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
    });
  });

  it('change the ID token (version 1)', async () => {
    triggers = {
      PreTokenGeneration: () => ({
        claimsOverrideDetails: {
          claimsToAddOrOverride: { tenant: 'north', sub: 'somebody else' },
          claimsToSuppress: ['email'],
          groupOverrideDetails: { groupsToOverride: ['guests'] },
        },
      }),
    };
    const { UserPoolId, ClientId } = await poolWith(['PreTokenGeneration']);
    const sub = await pools.person(UserPoolId);
    const { AuthenticationResult } = await signIn(ClientId);
    const id = readClaims(AuthenticationResult?.IdToken ?? '');
    expect(id).toMatchObject({ tenant: 'north', sub, 'cognito:groups': ['guests'] });
    expect(id).not.toHaveProperty('email');
    const access = readClaims(AuthenticationResult?.AccessToken ?? '');
    expect(access).not.toHaveProperty('tenant');
    expect(access).toMatchObject({ 'cognito:groups': ['guests'] });
    expect(events[0]).toMatchObject({ version: '1', triggerSource: 'TokenGeneration_Authentication' });
  });

  it('change the access token and its scopes as well (version 2)', async () => {
    triggers = {
      PreTokenGeneration: () => ({
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { tenant: 'north', limits: { images: 3 } },
            scopesToAdd: ['images:read'],
          },
        },
      }),
    };
    const PreTokenGenerationConfig = { LambdaVersion: 'V2_0', LambdaArn: arnOf('PreTokenGeneration') } as const;
    const { UserPoolId, ClientId } = await poolWith([], { PreTokenGenerationConfig });
    await pools.person(UserPoolId);
    const { AuthenticationResult } = await signIn(ClientId);
    expect(readClaims(AuthenticationResult?.AccessToken ?? '')).toMatchObject({
      tenant: 'north',
      limits: { images: 3 },
      scope: 'aws.cognito.signin.user.admin images:read',
    });
    expect(events[0]).toMatchObject({ version: '2', request: { scopes: ['aws.cognito.signin.user.admin'] } });
  });

  it('take users over from elsewhere', async () => {
    triggers = {
      UserMigration: ({ request }) =>
        request.password === 'weak' ? { userAttributes: { email: USERNAME, email_verified: 'true', name: 'Ada' } } : {},
    };
    const { UserPoolId, ClientId } = await poolWith(['UserMigration']);
    await expect(signIn(ClientId)).rejects.toMatchObject({ name: 'UserNotFoundException' });
    expect(await signIn(ClientId, 'weak')).toHaveProperty('AuthenticationResult');
    const user = await pools.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: USERNAME }));
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
    events.length = 0;
    expect(await srpSignIn(pools.cognito, { UserPoolId, ClientId }, USERNAME, 'weak')).toHaveProperty(
      'AuthenticationResult',
    );
    expect(events).toEqual([]);
  });

  it('pose challenges of their own, until they are content', async () => {
    triggers = {
      DefineAuthChallenge({ request }) {
        const session = request.session as { challengeResult: boolean }[];
        if (session.at(-1)?.challengeResult) return { issueTokens: true };
        return session.length < 2 ? { challengeName: 'CUSTOM_CHALLENGE' } : { failAuthentication: true };
      },
      CreateAuthChallenge: () => ({
        publicChallengeParameters: { question: 'the colour of the house' },
        privateChallengeParameters: { answer: 'blue' },
        challengeMetadata: 'COLOUR',
      }),
      VerifyAuthChallengeResponse: ({ request }) => ({
        answerCorrect: request.challengeAnswer === (request.privateChallengeParameters as { answer: string }).answer,
      }),
    };
    const { UserPoolId, ClientId } = await poolWith([
      'DefineAuthChallenge',
      'CreateAuthChallenge',
      'VerifyAuthChallengeResponse',
    ]);
    await pools.person(UserPoolId);
    const begin = () =>
      pools.cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } }));
    const answer = (Session: string | undefined, ANSWER: string) =>
      pools.cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'CUSTOM_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME, ANSWER },
        }),
      );
    const first = await begin();
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: 'the colour of the house' },
    });
    expect(JSON.stringify(first)).not.toContain('blue');
    const second = await answer(first.Session, 'red');
    expect(second.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(await answer(second.Session, 'blue')).toHaveProperty('AuthenticationResult');
    const again = await begin();
    const wrong = await answer(again.Session, 'red');
    await expect(answer(wrong.Session, 'green')).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    const lastDefine = events.findLast(({ triggerSource }) => triggerSource === 'DefineAuthChallenge_Authentication');
    expect(lastDefine?.request.session).toEqual([
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'COLOUR' },
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'COLOUR' },
    ]);
  });
});
