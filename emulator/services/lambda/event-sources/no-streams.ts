import type { StreamSignals } from '../../event-sources/stream/stream-source.ts';
import { resourceNotFound } from '../errors.ts';

/** For a cloud without DynamoDB Streams. */
export const noStreams: StreamSignals = {
  newest(streamArn) {
    throw resourceNotFound(`There is no stream ${streamArn}: this cloud has no DynamoDB Streams`);
  },
  watch: () => () => undefined,
};
