import type {
  AdminInitiateAuthRequest,
  AdminRespondToAuthChallengeRequest,
  InitiateAuthRequest,
  RespondToAuthChallengeRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { initiate } from '../authentication/initiate.ts';
import { respond } from '../authentication/respond.ts';
import type { SignIn, Step } from '../authentication/sign-in.ts';
import type { CognitoParts } from '../parts.ts';
import * as validate from '../validate.ts';
import { poolOperation, publicOperation } from './declare.ts';

type Begin = InitiateAuthRequest | AdminInitiateAuthRequest;
type Answer = RespondToAuthChallengeRequest | AdminRespondToAuthChallengeRequest;

export function authenticationOperations(parts: CognitoParts): AnyOperation[] {
  const { account, pools, clients } = parts;
  /** @param poolId what administrators name beside the client */
  const signIn = ({ ClientId, ClientMetadata }: Begin | Answer, poolId?: string): SignIn => {
    const client = clients.get(ClientId, poolId);
    return { client, pool: pools.get(client.poolId), clientMetadata: ClientMetadata };
  };
  const begin = (input: Begin, given: SignIn, admin: boolean) =>
    initiate(parts, given, validate.required(input.AuthFlow, 'authFlow'), input.AuthParameters ?? {}, admin);
  const answer = (input: Answer, given: SignIn) =>
    respond(parts, given, {
      challengeName: validate.required(input.ChallengeName, 'challengeName'),
      session: input.Session,
      responses: input.ChallengeResponses ?? {},
    });
  return [
    publicOperation<InitiateAuthRequest, Step>('InitiateAuth', (input) => begin(input, signIn(input), false)),
    publicOperation<RespondToAuthChallengeRequest, Step>('RespondToAuthChallenge', (input) =>
      answer(input, signIn(input)),
    ),
    poolOperation<AdminInitiateAuthRequest, Step>(account, 'AdminInitiateAuth', (input) =>
      begin(input, signIn(input, pools.get(input.UserPoolId).id), true),
    ),
    poolOperation<AdminRespondToAuthChallengeRequest, Step>(account, 'AdminRespondToAuthChallenge', (input) =>
      answer(input, signIn(input, pools.get(input.UserPoolId).id)),
    ),
  ];
}
