import type {
  GetTagsCommandInput,
  GetTagsCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { notFound } from '../errors.ts';
import type { ApiParts } from '../model/api-parts.ts';
import type { Apis } from '../model/apis.ts';
import { stageDefinition } from '../model/stage.ts';
import { gatewayAccess } from './access.ts';

interface Deps {
  readonly apis: Apis;
  readonly parts: ApiParts;
  readonly account: Account;
}

type Tags = Record<string, string>;

/** TagResource, UntagResource, GetTags: of APIs and stages. */
export function tagOperations({ apis, parts, account }: Deps): AnyOperation[] {
  const access = (name: string) => gatewayAccess(account, name);
  const tagged = (arn = '') => {
    const [, apiId = '', stageName] =
      /^arn:[^:]+:apigateway:[^:]*::\/apis\/([^/]+)(?:\/stages\/(.+))?$/.exec(arn) ?? [];
    if (apiId === '') throw notFound('resource', arn);
    if (stageName === undefined) {
      return { tags: parts.api(apiId).Tags ?? {}, set: (Tags: Tags) => void apis.update(apiId, { Tags }) };
    }
    const { Tags = {} } = parts.get(stageDefinition, apiId, stageName);
    return { tags: Tags, set: (set: Tags) => void parts.update(stageDefinition, apiId, stageName, { Tags: set }) };
  };
  return [
    operation<GetTagsCommandInput, Omit<GetTagsCommandOutput, '$metadata'>>({
      name: 'GetTags',
      access: access('GetTags'),
      run: ({ ResourceArn }) => ({ Tags: tagged(ResourceArn).tags }),
    }),
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: access('TagResource'),
      run({ ResourceArn, Tags = {} }) {
        const { tags, set } = tagged(ResourceArn);
        set({ ...tags, ...Tags });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: access('UntagResource'),
      run({ ResourceArn, TagKeys = [] }) {
        const { tags, set } = tagged(ResourceArn);
        set(Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))));
        return {};
      },
    }),
  ];
}
