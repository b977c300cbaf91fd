import type { Tag } from '@aws-sdk/client-eventbridge';
import type { Tags } from '../state/model.ts';

export const tagRecord = (tags: readonly Tag[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
