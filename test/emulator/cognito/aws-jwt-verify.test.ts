import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { buildSync } from 'esbuild';
import { createCognito } from '../../../emulator/services/cognito/service.ts';
import { type Functions, startFunctions } from '../lambda/support/functions.ts';
import { peopleOf } from './support/people.ts';
import { PASSWORD } from './support/user-pools.ts';

const TIMEOUT_MILLISECONDS = 60_000;

/** As AWS's documentation shows it, bundled as an application would. */
const HANDLER = `
  import { CognitoJwtVerifier } from 'aws-jwt-verify';
  export async function handler({ userPoolId, clientId, token }) {
    const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: 'access', clientId });
    try {
      return await verifier.verify(token);
    } catch (error) {
      return { refused: error.constructor.name };
    }
  }`;

function bundled(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['@aws-sdk/*'],
  });
  return outputFiles[0]?.text ?? '';
}

describe("a function's calls to AWS's own hosts", () => {
  let cloud: Functions;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    cloud = await startFunctions({ more: (ports) => [createCognito({ ...ports, outbox: { add: () => undefined } })] });
    people = peopleOf(cloud.client);
  });
  afterAll(() => cloud.close());

  it(
    'verify tokens with aws-jwt-verify, unchanged, by the key set of the issuer',
    async () => {
      const { UserPoolId, ClientId } = await people.pool();
      const username = await people.person(UserPoolId);
      const { AuthenticationResult } = await people.cognito.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada@example.com', PASSWORD },
        }),
      );
      const token = AuthenticationResult?.AccessToken ?? '';
      await cloud.create('verify', { 'index.js': bundled(HANDLER) });
      const event = { userPoolId: UserPoolId, clientId: ClientId, token };
      expect((await cloud.invoke('verify', event)).value).toMatchObject({ sub: username, client_id: ClientId });
      const [head, claims, signature = ''] = token.split('.');
      const forged = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      expect((await cloud.invoke('verify', { ...event, token: forged })).value).toEqual({
        refused: 'JwtInvalidSignatureError',
      });
      const other = await people.pool();
      expect((await cloud.invoke('verify', { ...event, userPoolId: other.UserPoolId })).value).toEqual({
        refused: 'ParameterValidationError',
      });
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'reach the emulator by fetch, and by an SDK client with an endpoint of its own',
    async () => {
      await cloud.create(
        'call',
        `import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
         export async function handler({ userPoolId }) {
           const host = 'https://cognito-idp.us-east-1.amazonaws.com';
           const keys = await fetch(host + '/' + userPoolId + '/.well-known/jwks.json').then((answer) => answer.json());
           const client = new CognitoIdentityProviderClient({ endpoint: host });
           const denied = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId })).catch(({ name, message }) => name + ' ' + message);
           const elsewhere = await fetch('https://cognito-idp.eu-west-1.amazonaws.com/').catch(({ cause }) => cause.code);
           return { keys: keys.keys.length, denied, elsewhere };
         }`,
      );
      const { UserPoolId } = await people.pool();
      const { value } = await cloud.invoke('call', { userPoolId: UserPoolId });
      expect(value).toMatchObject({
        keys: 2,
        denied: expect.stringContaining(
          `AccessDeniedException User: arn:aws:sts::000000000000:assumed-role/function-role/call is not authorized to perform: cognito-idp:DescribeUserPool on resource: arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`,
        ),
        elsewhere: 'EMULATOR_NETWORK_REFUSED',
      });
    },
    TIMEOUT_MILLISECONDS,
  );
});
