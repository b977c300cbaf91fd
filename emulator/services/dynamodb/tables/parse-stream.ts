import type { StreamSpecification, StreamViewType } from '@aws-sdk/client-dynamodb';
import { invalidParameter } from '../errors.ts';
import type { StreamDefinition } from './definition.ts';

export const VIEW_TYPES: readonly StreamViewType[] = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'];

/** The view type of a stream that shall be on; undefined when it shall be off. */
export function wantedView(specification: StreamSpecification): StreamViewType | undefined {
  const { StreamEnabled, StreamViewType: view } = specification;
  if (!StreamEnabled) {
    if (view) throw invalidParameter('StreamViewType can only be specified when StreamEnabled is true');
    return undefined;
  }
  if (!view) throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  return view;
}

/** @param now epoch milliseconds */
export const newStream = (space: number, view: StreamViewType, now: number): StreamDefinition => ({
  space,
  view,
  label: new Date(now).toISOString().slice(0, -1),
  enabled: true,
});
