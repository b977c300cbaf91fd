import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../door/errors.ts';
import { invalidArgument, invalidTag } from './errors.ts';
import { BUCKET_TAGS, OBJECT_TAGS, TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS } from './limits.ts';

export type Tags = Readonly<Record<string, string>>;

const ALLOWED_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags as `PutObjectTagging` has them. @throws AwsError BadRequest, InvalidTag */
export const objectTags = (list: readonly Tag[] | undefined): Tags => tagsOf(list, OBJECT_TAGS, 'Object');

/** Tags as `PutBucketTagging` has them. @throws AwsError BadRequest, InvalidTag */
export const bucketTags = (list: readonly Tag[] | undefined): Tags => tagsOf(list, BUCKET_TAGS, 'Bucket');

/** Tags as the `x-amz-tagging` header has them: `a=1&b=2`. @throws AwsError InvalidArgument, BadRequest, InvalidTag */
export function headerTags(header: string | undefined): Tags {
  if (!header) return {};
  const pairs = [...new URLSearchParams(header)];
  if (pairs.length !== header.split('&').length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  }
  return objectTags(pairs.map(([Key, Value]) => ({ Key, Value })));
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function tagsOf(list: readonly Tag[] = [], most: number, owner: 'Object' | 'Bucket'): Tags {
  if (list.length > most) throw new AwsError('BadRequest', `${owner} tags cannot be greater than ${most}`);
  const tags: Record<string, string> = {};
  for (const { Key = '', Value = '' } of list) {
    checkTag(Key, Value);
    if (Object.hasOwn(tags, Key)) throw invalidTag('Cannot provide multiple Tags with the same key', Key);
    tags[Key] = Value;
  }
  return tags;
}

function checkTag(key: string, value: string): void {
  if (key.length === 0 || key.length > TAG_KEY_CHARACTERS || !ALLOWED_CHARACTERS.test(key)) {
    throw invalidTag('The TagKey you have provided is invalid', key);
  }
  if (value.length > TAG_VALUE_CHARACTERS || !ALLOWED_CHARACTERS.test(value)) {
    throw invalidTag('The TagValue you have provided is invalid', key);
  }
  if (key.toLowerCase().startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester', key);
}
