import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import type { LexParts } from '../parts.ts';

type Tags = Readonly<Record<string, string>>;

export function tagOperations({ bots }: LexParts): AnyOperation[] {
  const access = (action: string, resource = '*') => [{ action: `lex:${action}`, resource }];

  /** The bot or alias of an ARN: its tags, and how to change them. */
  function find(resourceArn = ''): { tags: Tags; put: (tags: Tags) => void } {
    const [kind, botId = '', aliasId = ''] = resourceArn.slice(resourceArn.lastIndexOf(':') + 1).split('/');
    const bot = kind === 'bot' ? bots.find(botId) : undefined;
    if (bot) return { tags: bot.tags, put: (tags) => bots.put({ ...bot, tags }) };
    const alias = kind === 'bot-alias' ? bots.findAlias(botId, aliasId) : undefined;
    if (alias) return { tags: alias.tags, put: (tags) => bots.putAlias({ ...alias, tags }) };
    throw notFound(`Could not find ${resourceArn}.`);
  }

  return [
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: ({ resourceARN }) => access('TagResource', resourceARN),
      run({ resourceARN, tags = {} }) {
        const found = find(resourceARN);
        found.put({ ...found.tags, ...tags });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: ({ resourceARN }) => access('UntagResource', resourceARN),
      run({ resourceARN, tagKeys = [] }) {
        const found = find(resourceARN);
        found.put(Object.fromEntries(Object.entries(found.tags).filter(([key]) => !tagKeys.includes(key))));
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: ({ resourceARN }) => access('ListTagsForResource', resourceARN),
      run: ({ resourceARN }) => ({ tags: { ...find(resourceARN).tags } }),
    }),
  ];
}
