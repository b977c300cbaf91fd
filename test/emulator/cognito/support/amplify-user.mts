import { createRequire } from 'node:module';
import { stepAt, totp } from '../../../../emulator/services/cognito/mfa/totp.ts';

/**
 * What a web page does with aws-amplify, in a process of its own: its big numbers take minutes within Jest.
 * Prints what it saw as JSON.
 */

// Amplify's ES modules are for bundlers: Node takes the others.
const require = createRequire(import.meta.url);
const { Amplify } = require('aws-amplify') as typeof import('aws-amplify');
const auth = require('aws-amplify/auth') as typeof import('aws-amplify/auth');

const [endpoint = '', userPoolId = '', userPoolClientId = ''] = process.argv.slice(2);
const username = 'ada@example.com';
const password = 'Sommer-2026!';
const newPassword = 'Herbst-2026!';

Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: endpoint } } });

async function newestCode(): Promise<string> {
  const answer = await fetch(`${endpoint}/_telar/mailbox?to=${username}&limit=1`);
  const { messages } = (await answer.json()) as { messages: { text: string }[] };
  return /\b\d{6}\b/.exec(messages[0]?.text ?? '')?.[0] ?? '';
}

const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'none',
    ({ name, message }) => `${name}: ${message}`,
  );

async function signUp() {
  const signUp = await auth.signUp({ username, password, options: { userAttributes: { name: 'Ada' } } });
  const unconfirmed = await auth.signIn({ username, password });
  const confirmed = await auth.confirmSignUp({ username, confirmationCode: await newestCode() });
  return { signUp, unconfirmed: unconfirmed.nextStep.signInStep, confirmed };
}

async function session() {
  const wrong = await failure(auth.signIn({ username, password: 'Winter-2026!' }));
  const signIn = await auth.signIn({ username, password });
  const { tokens, userSub } = await auth.fetchAuthSession();
  const attributes = await auth.fetchUserAttributes();
  const refreshed = await auth.fetchAuthSession({ forceRefresh: true });
  const renewed = refreshed.tokens?.accessToken.toString() !== tokens?.accessToken.toString();
  await auth.signOut({ global: true });
  const signedOut = await failure(auth.getCurrentUser());
  return { wrong, signIn, claims: tokens?.idToken?.payload, userSub, attributes, renewed, signedOut };
}

async function forgottenPassword() {
  const { nextStep } = await auth.resetPassword({ username });
  await auth.confirmResetPassword({ username, confirmationCode: await newestCode(), newPassword });
  const old = await failure(auth.signIn({ username, password }));
  const signIn = await auth.signIn({ username, password: newPassword });
  return { delivery: nextStep.codeDeliveryDetails, old, signIn };
}

async function authenticatorApp() {
  const { sharedSecret } = await auth.setUpTOTP();
  const code = () => totp(sharedSecret, stepAt(Date.now()));
  await auth.verifyTOTPSetup({ code: code() });
  await auth.updateMFAPreference({ totp: 'PREFERRED' });
  const preference = await auth.fetchMFAPreference();
  await auth.signOut();
  const { nextStep } = await auth.signIn({ username, password: newPassword });
  const confirmed = await auth.confirmSignIn({ challengeResponse: code() });
  return { preference, asked: nextStep.signInStep, confirmed };
}

const seen = {
  signUp: await signUp(),
  session: await session(),
  forgottenPassword: await forgottenPassword(),
  authenticatorApp: await authenticatorApp(),
};
process.stdout.write(JSON.stringify(seen));
