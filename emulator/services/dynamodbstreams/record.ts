import { createHash } from 'node:crypto';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { Account } from '../../runtime/account.ts';
import type { ChangeRecord } from '../dynamodb/items/changes.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { Stream } from './stream.ts';

const EVENT_VERSION = '1.1';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
export function describeRecord(record: ChangeRecord, stream: Stream, { region }: Account): _Record {
  const number = sequenceNumber(record.sequence);
  return {
    eventID: createHash('md5').update(`${stream.arn} ${number}`).digest('hex'),
    eventName: record.event,
    eventVersion: EVENT_VERSION,
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      // AWS tells it to the second.
      ApproximateCreationDateTime: new Date(Math.floor(record.at / 1_000) * 1_000),
      Keys: record.keys,
      ...(record.new ? { NewImage: record.new } : {}),
      ...(record.old ? { OldImage: record.old } : {}),
      SequenceNumber: number,
      SizeBytes: record.sizeBytes,
      StreamViewType: stream.view,
    },
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
    ...(record.expired ? { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } } : {}),
  };
}
