import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-schemas';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import type { Registries, Tags } from '../registries.ts';
import type { Schemas } from '../schemas.ts';
import { required } from '../validate.ts';
import type { SchemasAccess } from './access.ts';

interface Deps {
  readonly registries: Registries;
  readonly schemas: Schemas;
  readonly access: SchemasAccess;
}

interface Tagged {
  readonly tags: Tags;
  readonly set: (tags: Tags) => void;
}

/** TagResource, UntagResource, ListTagsForResource: of registries and schemas. */
export function tagOperations({ registries, schemas, access }: Deps): AnyOperation[] {
  const find = (arn: string | undefined): Tagged => {
    const [, registryName, schemaName] =
      /:(?:registry|schema)\/([^/]+)(?:\/(.+))?$/.exec(required(arn, 'ResourceArn')) ?? [];
    if (registryName === undefined) throw notFound(`Resource ${arn} does not exist.`);
    if (schemaName === undefined) {
      const { tags } = registries.get(registryName);
      return { tags, set: (changed) => void registries.change(registryName, { tags: changed }) };
    }
    const schema = schemas.get(registryName, schemaName);
    return { tags: schema.tags, set: (changed) => void schemas.change(schema, { tags: changed }) };
  };
  return [
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: access('TagResource'),
      run({ ResourceArn, Tags }) {
        const { tags, set } = find(ResourceArn);
        set({ ...tags, ...required(Tags, 'Tags') });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: access('UntagResource'),
      run({ ResourceArn, TagKeys }) {
        const { tags, set } = find(ResourceArn);
        const removed = required(TagKeys, 'TagKeys');
        set(Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key))));
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: access('ListTagsForResource'),
      run: ({ ResourceArn }) => ({ Tags: { ...find(ResourceArn).tags } }),
    }),
  ];
}
