import type {
  CreateUserPoolDomainRequest,
  CreateUserPoolDomainResponse,
  DeleteUserPoolDomainRequest,
  DescribeUserPoolDomainRequest,
  DescribeUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter } from '../errors.ts';
import type { CognitoParts } from '../parts.ts';
import * as validate from '../validate.ts';
import { accountOperation, poolOperation } from './declare.ts';

/** What every domain of its own is said to be served by. */
const CLOUDFRONT = 'd111111abcdef8.cloudfront.net';

export function domainOperations({ account, pools, domains }: CognitoParts): AnyOperation[] {
  return [
    poolOperation<CreateUserPoolDomainRequest, CreateUserPoolDomainResponse>(
      account,
      'CreateUserPoolDomain',
      (input) => {
        const { Domain, UserPoolId, CustomDomainConfig, ManagedLoginVersion = 1 } = input;
        domains.create({
          domain: validate.required(Domain, 'domain'),
          poolId: pools.get(UserPoolId).id,
          custom: CustomDomainConfig,
          managedLoginVersion: ManagedLoginVersion,
        });
        return { ManagedLoginVersion, ...(CustomDomainConfig ? { CloudFrontDomain: CLOUDFRONT } : {}) };
      },
    ),
    accountOperation<DescribeUserPoolDomainRequest, DescribeUserPoolDomainResponse>(
      'DescribeUserPoolDomain',
      ({ Domain }) => {
        const found = domains.find(validate.required(Domain, 'domain'));
        if (!found) return { DomainDescription: {} };
        const { domain, poolId, custom, managedLoginVersion } = found;
        return {
          DomainDescription: {
            Domain: domain,
            UserPoolId: poolId,
            AWSAccountId: account.id,
            Status: 'ACTIVE',
            ManagedLoginVersion: managedLoginVersion,
            ...(custom ? { CustomDomainConfig: custom, CloudFrontDistribution: CLOUDFRONT } : {}),
          },
        };
      },
    ),
    poolOperation<DeleteUserPoolDomainRequest, object>(account, 'DeleteUserPoolDomain', ({ Domain, UserPoolId }) => {
      const found = domains.find(validate.required(Domain, 'domain'));
      if (found?.poolId !== pools.get(UserPoolId).id) {
        throw invalidParameter('No such domain or user pool exists.');
      }
      domains.delete(found.domain);
      return {};
    }),
  ];
}
