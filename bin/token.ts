/**
 * `npm run --silent token`: prints an id token of the stage's demo user, for curl and wscat, or of anybody else's:
 * `npm run --silent token -- --email ana@example.com --password …`. It needs leave to read the outputs of the stack, and a stage that
 * takes passwords.
 */
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { clientConfig } from './client-config.ts';

const { values } = parseArgs({
  options: { stage: { type: 'string', default: 'dev' }, email: { type: 'string' }, password: { type: 'string' } },
});
if ((values.email === undefined) !== (values.password === undefined)) {
  throw new Error('--email and --password go together; without both, it is the demo user who signs in');
}

const StackName = `telar-${values.stage}-identity`;
const { Stacks: [stack] = [] } = await new CloudFormationClient(clientConfig).send(
  new DescribeStacksCommand({ StackName }),
);
const { AuthenticationResult, ChallengeName } = await new CognitoIdentityProviderClient(clientConfig).send(
  new InitiateAuthCommand({
    ClientId: output('UserPoolClientId'),
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME: values.email ?? output('DemoUserEmail'),
      PASSWORD: values.password ?? output('DemoUserPassword'),
    },
  }),
);
if (!AuthenticationResult?.IdToken) throw new Error(`Cognito wants an answer to ${ChallengeName} first`);
console.log(AuthenticationResult.IdToken);

function output(key: string): string {
  const found = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  if (!found) throw new Error(`the stack ${StackName} has no output ${key}`);
  return found;
}
