import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { g, modPow, N } from '../../../../emulator/services/cognito/srp/mod-pow.ts';
import { padded } from '../../../../emulator/services/cognito/srp/pad.ts';

/** The client's half of the exchange, written from RFC 5054 and not from the server's half. */
export class SrpClient {
  readonly #a = BigInt(`0x${randomBytes(32).toString('hex')}`);
  readonly #A = modPow(g, this.#a);

  get publicValue(): string {
    return this.#A.toString(16);
  }

  /** @returns what answers PASSWORD_VERIFIER */
  prove(poolId: string, password: string, parameters: Record<string, string>, timestamp = TIMESTAMP) {
    const { SALT = '', SRP_B = '', USER_ID_FOR_SRP = '', SECRET_BLOCK = '' } = parameters;
    const pool = poolId.split('_')[1] ?? '';
    const B = BigInt(`0x${SRP_B}`);
    const u = hash(padded(this.#A), padded(B));
    const x = hash(padded(BigInt(`0x${SALT}`)), bytes(hash(`${pool}${USER_ID_FOR_SRP}:${password}`)));
    const k = hash(padded(N), padded(g));
    const base = (((B - k * modPow(g, x)) % N) + N) % N;
    const shared = modPow(base, this.#a + u * x);
    const extracted = createHmac('sha256', padded(u)).update(padded(shared)).digest();
    const key = createHmac('sha256', extracted).update('Caldera Derived Key\x01').digest().subarray(0, 16);
    const signature = createHmac('sha256', key)
      .update(pool + USER_ID_FOR_SRP)
      .update(Buffer.from(SECRET_BLOCK, 'base64'))
      .update(timestamp)
      .digest('base64');
    return {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }
}

const TIMESTAMP = 'Thu Jan 1 00:00:00 UTC 2026';

const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

function hash(...parts: readonly (Uint8Array | string)[]): bigint {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return BigInt(`0x${digest.digest('hex')}`);
}

/** Signs in with SRP and answers what comes after the password. */
export async function srpSignIn(
  cognito: CognitoIdentityProviderClient,
  { UserPoolId, ClientId }: { UserPoolId: string; ClientId: string },
  username: string,
  password: string,
) {
  const client = new SrpClient();
  const { ChallengeParameters = {} } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: username, SRP_A: client.publicValue },
    }),
  );
  return cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: client.prove(UserPoolId, password, ChallengeParameters),
    }),
  );
}
