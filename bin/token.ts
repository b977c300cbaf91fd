import { type AuthenticationResultType, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { readCommandLine, runCommand } from './support/command-line.ts';
import { Deployment } from './support/deployment.ts';
import { PlainError } from './support/plain-error.ts';

const USAGE =
  'Usage: npm run --silent token -- [--email ana@example.com --password …] [--endpoint http://127.0.0.1:4566|aws] [--stage dev]';

/**
 * `npm run --silent token`: prints an id token of the stage's demo user, for curl and wscat, or of anybody else's. It needs leave to read
 * the outputs of the stack, and a stage that takes passwords.
 */
runCommand(async () => {
  const { place, flags } = readCommandLine(USAGE, ['email', 'password']);
  if ((flags.email === undefined) !== (flags.password === undefined)) {
    throw new PlainError('--email and --password go together; without both, it is the demo user who signs in.');
  }
  const deployment = new Deployment(place);
  try {
    const { IdToken } = await signIn(
      deployment,
      flags.email ?? (await deployment.output('identity', 'DemoUserEmail')),
      flags.password ?? (await deployment.output('identity', 'DemoUserPassword')),
    );
    console.log(IdToken);
  } finally {
    deployment.close();
  }
});

/** @throws PlainError in Cognito's words when it does not let them in, or wants more of them than a password */
async function signIn(deployment: Deployment, USERNAME: string, PASSWORD: string): Promise<AuthenticationResultType> {
  const ClientId = await deployment.output('identity', 'UserPoolClientId');
  const request = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } } as const;
  const { AuthenticationResult, ChallengeName } = await deployment.cognito
    .send(new InitiateAuthCommand(request))
    .catch((cause: Error) => {
      throw new PlainError(`${USERNAME}: ${cause.message}`, { cause });
    });
  if (!AuthenticationResult) throw new PlainError(`${USERNAME}: Cognito wants an answer to ${ChallengeName} first.`);
  return AuthenticationResult;
}
