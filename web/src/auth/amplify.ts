import { Amplify } from 'aws-amplify';
import type { WebConfig } from '../config.ts';

/**
 * Tells Amplify of our user pool. It signs in by SRP: the password never leaves the browser.
 *
 * @see https://docs.amplify.aws/react/build-a-backend/auth/use-existing-cognito-resources/
 */
export function configureAuth({ userPoolId, userPoolClientId, userPoolEndpoint }: WebConfig): void {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } } },
  });
}
