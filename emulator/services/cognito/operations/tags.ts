import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { poolArn } from '../arns.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { TAGS } from '../limits.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import * as validate from '../validate.ts';

export function tagOperations({ account, pools }: CognitoParts): AnyOperation[] {
  const prefix = poolArn(account, '');
  const poolOf = (arn: string | undefined): UserPool => {
    const given = validate.required(arn, 'resourceArn');
    const pool = given.startsWith(prefix) ? pools.find(given.slice(prefix.length)) : undefined;
    if (!pool) throw notFound(`Resource ${given} does not exist.`);
    return pool;
  };
  const declare = <I extends { ResourceArn: string | undefined }, O>(name: string, run: (input: I) => O) =>
    operation<I, O>({
      name,
      access: ({ ResourceArn }) => [{ action: `cognito-idp:${name}`, resource: ResourceArn ?? '*' }],
      run,
    });
  return [
    declare<ListTagsForResourceRequest, ListTagsForResourceResponse>('ListTagsForResource', ({ ResourceArn }) => ({
      Tags: { ...poolOf(ResourceArn).tags },
    })),
    declare<TagResourceRequest, object>('TagResource', ({ ResourceArn, Tags }) => {
      const pool = poolOf(ResourceArn);
      const tags = { ...pool.tags, ...validate.required(Tags, 'tags') };
      if (Object.keys(tags).length > TAGS) throw invalidParameter(`A user pool takes ${TAGS} tags at most.`);
      pools.setTags(pool, tags);
      return {};
    }),
    declare<UntagResourceRequest, object>('UntagResource', ({ ResourceArn, TagKeys }) => {
      const pool = poolOf(ResourceArn);
      const gone = validate.required(TagKeys, 'tagKeys');
      pools.setTags(pool, Object.fromEntries(Object.entries(pool.tags).filter(([key]) => !gone.includes(key))));
      return {};
    }),
  ];
}
