import type { Door } from '../../../../door/door.ts';
import { AwsError } from '../../../../door/errors.ts';
import type { Identities } from '../../../../door/identities.ts';
import { describePrincipal } from '../../../../door/principal.ts';
import { readCredential } from '../../../../door/wire/request.ts';
import type { Account } from '../../../../runtime/account.ts';
import type { Exchange } from '../exchange.ts';
import { forbidden } from '../failure.ts';
import { requestArn } from '../source-arn.ts';
import type { Authorized } from './authorized.ts';

interface Deps {
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
}

/**
 * IAM authorization: the signer needs `execute-api:Invoke` on the route
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html).
 *
 * @throws HttpFailure 403
 */
export function authorizeByIam({ door, identities, account }: Deps, exchange: Exchange): Authorized {
  const { headers, rawQuery, requestId, signal } = exchange.request;
  const credential = readCredential(
    headers.authorization,
    headers['x-amz-security-token'],
    new URLSearchParams(rawQuery),
  );
  if (!credential) throw forbidden('The request is not signed');
  try {
    const principal = identities.principalFor(credential.accessKeyId, credential.sessionToken);
    const resource = requestArn(exchange, account);
    const call = { requestId, service: 'execute-api', operation: 'Invoke', principal, signal };
    door.permit(call, { action: 'execute-api:Invoke', resource });
    const userArn = describePrincipal(principal);
    return { kind: 'iam', accessKey: credential.accessKeyId, userArn, userId: userArn.split('/').at(-1) ?? userArn };
  } catch (error) {
    if (error instanceof AwsError) throw forbidden(error.message);
    throw error;
  }
}
