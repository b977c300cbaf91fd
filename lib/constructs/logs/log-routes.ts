import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { getBatchRoute } from '../../../functions/logs/batch/route.ts';
import { listLogsRoute } from '../../../functions/logs/list/route.ts';
import { PREFIXES } from '../../../functions/logs/prefixes.ts';
import { submitLogsRoute } from '../../../functions/logs/submit/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from '../api/api-route.ts';
import type { Api } from '../api/telar-api.ts';
import { acknowledgeAnyObject, writeObjects } from '../object-access.ts';

export interface LogRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly bus: IEventBus;
  readonly index: ITable;
  readonly batches: ITable;
  readonly archive: IBucket;
}

/** What one can do with logs over HTTP. */
export class LogRoutes extends Construct {
  constructor(scope: Construct, id: string, props: LogRoutesProps) {
    super(scope, id);
    const { stage, bundles, api, bus, index, batches, archive } = props;
    const common = { stage, bundles, api };

    new ApiRoute(this, 'List', {
      ...common,
      source: 'logs/list',
      route: listLogsRoute,
      environment: { LOG_INDEX_TABLE: index.tableName },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [index.tableArn, `${index.tableArn}/index/by-service`],
        }),
      ],
    });
    const submit = new ApiRoute(this, 'Submit', {
      ...common,
      source: 'logs/submit',
      route: submitLogsRoute,
      environment: { EVENT_BUS: bus.eventBusName, ARCHIVE_BUCKET: archive.bucketName },
      permissions: [
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
        writeObjects(archive, PREFIXES.submitted),
      ],
    });
    acknowledgeAnyObject(submit, archive, PREFIXES.submitted);
    const batch = new ApiRoute(this, 'Batch', {
      ...common,
      source: 'logs/batch',
      route: getBatchRoute,
      environment: { LOG_BATCHES_TABLE: batches.tableName, ARCHIVE_BUCKET: archive.bucketName },
      // A link may do what the role may do that has signed it: read what was archived, and nothing that is on its way.
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [batches.tableArn] }),
        new PolicyStatement({
          actions: ['s3:GetObject'],
          resources: [archive.arnForObjects(`${PREFIXES.archive}*`)],
        }),
      ],
    });
    acknowledgeAnyObject(batch, archive, PREFIXES.archive);
  }
}
