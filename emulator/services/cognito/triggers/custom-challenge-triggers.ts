import type { Client } from '../clients/client.ts';
import { notAuthorized } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import { isObject, type Json, type Triggers, triggerAttributes } from './triggers.ts';

/** One challenge that was posed in a sign-in, as the functions see it. */
export interface PastChallenge {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | undefined;
}

interface Given {
  readonly pool: UserPool;
  readonly client: Client;
  readonly user: User;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export type Decision =
  | { readonly kind: 'tokens' }
  | { readonly kind: 'fail' }
  | { readonly kind: 'challenge'; readonly name: string };

export interface CustomChallenge {
  readonly parameters: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly metadata?: string | undefined;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html */
export async function defineChallenge(
  triggers: Triggers,
  given: Given,
  session: readonly PastChallenge[],
): Promise<Decision> {
  const response = await run(triggers, 'DefineAuthChallenge', given, { session });
  if (response.failAuthentication === true) return { kind: 'fail' };
  if (response.issueTokens === true) return { kind: 'tokens' };
  return typeof response.challengeName === 'string'
    ? { kind: 'challenge', name: response.challengeName }
    : { kind: 'fail' };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html */
export async function createChallenge(
  triggers: Triggers,
  given: Given,
  session: readonly PastChallenge[],
): Promise<CustomChallenge> {
  const request = { challengeName: 'CUSTOM_CHALLENGE', session };
  const response = await run(triggers, 'CreateAuthChallenge', given, request);
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = response;
  return {
    parameters: texts(publicChallengeParameters),
    secrets: texts(privateChallengeParameters),
    metadata: typeof challengeMetadata === 'string' ? challengeMetadata : undefined,
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html */
export async function verifyChallenge(
  triggers: Triggers,
  given: Given,
  privateChallengeParameters: Readonly<Record<string, string>>,
  challengeAnswer: string,
): Promise<boolean> {
  const request = { privateChallengeParameters, challengeAnswer };
  const response = await run(triggers, 'VerifyAuthChallengeResponse', given, request);
  return response.answerCorrect === true;
}

const SOURCES = {
  DefineAuthChallenge: 'DefineAuthChallenge_Authentication',
  CreateAuthChallenge: 'CreateAuthChallenge_Authentication',
  VerifyAuthChallengeResponse: 'VerifyAuthChallengeResponse_Authentication',
};

async function run(
  triggers: Triggers,
  name: keyof typeof SOURCES,
  { pool, client, user, clientMetadata }: Given,
  request: Json,
): Promise<Json> {
  const response = await triggers.run(name, {
    pool,
    clientId: client.id,
    username: user.username,
    source: SOURCES[name],
    request: { userAttributes: triggerAttributes(user), ...request, ...(clientMetadata ? { clientMetadata } : {}) },
    response: {},
  });
  if (!response) throw notAuthorized(`Custom auth lambda trigger is not configured for the user pool.`);
  return response;
}

const texts = (value: unknown): Record<string, string> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)])) : {};
