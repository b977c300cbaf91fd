import { Duration } from 'aws-cdk-lib';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIXES } from '../../../functions/logs/prefixes.ts';
import type { StageConfig } from '../../config.ts';
import { PrivateBucket } from '../private-bucket.ts';

export interface LogArchiveProps {
  readonly stage: StageConfig;
}

/** What a batch leaves on its way is of no use once its workflow has ended; a few days are for looking into what went wrong. */
const IN_TRANSIT_RETENTION = Duration.days(1);
const SUBMITTED_RETENTION = Duration.days(7);

/** The shortest time that S3 wants an object to have been there: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const SELDOM_READ_AFTER = Duration.days(30);

/** The bucket logs-archive: functions/logs/prefixes.ts says what lies where. Nothing in it is ever changed, so that it has no versions. */
export class LogArchive extends PrivateBucket {
  constructor(scope: Construct, id: string, { stage }: LogArchiveProps) {
    const { archiveRetention, indexRetention } = stage.logs;
    super(scope, id, {
      stage,
      name: 'logs-archive',
      announcesChanges: true,
      lifecycleRules: [
        { id: 'submitted', prefix: PREFIXES.submitted, expiration: SUBMITTED_RETENTION },
        { id: 'in-transit', prefix: PREFIXES.inTransit, expiration: IN_TRANSIT_RETENTION },
        { id: 'set-aside', prefix: PREFIXES.setAside, expiration: indexRetention },
        {
          id: 'archive',
          prefix: PREFIXES.archive,
          expiration: archiveRetention,
          ...(archiveRetention.toDays() > SELDOM_READ_AFTER.toDays() && {
            transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: SELDOM_READ_AFTER }],
          }),
        },
      ],
    });
  }
}
