import type {
  ListTagsOfResourceCommandInput,
  ListTagsOfResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { ValidationError } from '../errors.ts';
import { Constraints } from '../request/constraints.ts';
import { mergeTags } from '../tables/parse-tags.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource = ({ tables, access }: Parts) =>
  operation<TagResourceCommandInput, Omit<TagResourceCommandOutput, '$metadata'>>({
    name: 'TagResource',
    access: (input) => [access.table('TagResource', input.ResourceArn)],
    run({ ResourceArn, Tags }) {
      new Constraints().required('resourceArn', ResourceArn).required('tags', Tags).verify();
      const { definition } = requireResource(tables, ResourceArn ?? '');
      if (!Tags || Tags.length === 0) {
        throw new ValidationError('Atleast one Tag needs to be provided as Input.');
      }
      tables.save({ ...definition, tags: mergeTags(definition.tags, Tags) });
      return {};
    },
  });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource = ({ tables, access }: Parts) =>
  operation<UntagResourceCommandInput, Omit<UntagResourceCommandOutput, '$metadata'>>({
    name: 'UntagResource',
    access: (input) => [access.table('UntagResource', input.ResourceArn)],
    run({ ResourceArn, TagKeys }) {
      new Constraints().required('resourceArn', ResourceArn).required('tagKeys', TagKeys).verify();
      const { definition } = requireResource(tables, ResourceArn ?? '');
      if (!TagKeys || TagKeys.length === 0) {
        throw new ValidationError('Atleast one Tag Key needs to be provided as Input.');
      }
      const kept = Object.entries(definition.tags).filter(([key]) => !TagKeys.includes(key));
      tables.save({ ...definition, tags: Object.fromEntries(kept) });
      return {};
    },
  });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html; a table's tags fit one page. */
export const listTagsOfResource = ({ tables, access }: Parts) =>
  operation<ListTagsOfResourceCommandInput, Omit<ListTagsOfResourceCommandOutput, '$metadata'>>({
    name: 'ListTagsOfResource',
    access: (input) => [access.table('ListTagsOfResource', input.ResourceArn)],
    run({ ResourceArn }) {
      new Constraints().required('resourceArn', ResourceArn).verify();
      const { definition } = requireResource(tables, ResourceArn ?? '');
      return { Tags: Object.entries(definition.tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  });

export function requireResource(tables: Tables, arn: string): Table {
  if (!/^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+/.test(arn)) {
    throw new ValidationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  }
  const table = tables.find(arn);
  if (!table) {
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`);
  }
  return table;
}
