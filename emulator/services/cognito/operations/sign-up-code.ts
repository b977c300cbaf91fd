import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { ContactAttribute } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';

interface SignUpCode {
  readonly pool: UserPool;
  readonly clientId: string;
  readonly user: User;
  readonly to: ContactAttribute;
  readonly source: 'SignUp' | 'ResendCode';
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Sends the code that confirms a sign-up. */
export function sendSignUpCode(
  { codes, messenger }: CognitoParts,
  message: SignUpCode,
): Promise<CodeDeliveryDetailsType> {
  const { user, to } = message;
  const code = codes.make(user, 'sign-up', user.attributes[to] ?? '');
  return messenger.send({ ...message, code });
}
