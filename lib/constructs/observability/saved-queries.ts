import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import type { Watched } from './watched.ts';

interface SavedQuery {
  readonly name: string;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
  readonly query: string;
}

/** Put in what is asked for where it says so. */
const QUERIES: readonly SavedQuery[] = [
  {
    name: 'the whole way of an action',
    query: `fields @timestamp, service, function_name, level, message
| filter correlation_id = 'put the correlation id here'
| sort @timestamp asc
| limit 1000`,
  },
  {
    name: 'errors by function',
    query: `filter level = 'ERROR'
| stats count(*) as errors, latest(message) as newest, latest(error.message) as reason by function_name, error.name
| sort errors desc`,
  },
  {
    name: 'slowest invocations',
    query: `filter @type = 'REPORT'
| fields @log, @requestId, @duration, @maxMemoryUsed / 1000 / 1000 as megabytes
| sort @duration desc
| limit 50`,
  },
  {
    name: 'cold starts',
    query: `filter @type = 'REPORT' and ispresent(@initDuration)
| stats count(*) as starts, pct(@initDuration, 50) as p50, pct(@initDuration, 95) as p95 by @log
| sort p95 desc`,
  },
  {
    name: 'memory that is paid for and not used',
    query: `filter @type = 'REPORT'
| stats max(@maxMemoryUsed / 1000 / 1000) as usedMegabytes, max(@memorySize / 1000 / 1000) as paidMegabytes by @log
| sort usedMegabytes desc`,
  },
];

/** A query of Logs Insights takes so many log groups: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_LOG_GROUPS = 50;

/** Questions that come up at night, ready to be asked of the functions' logs: `telar-<stage>/<domain>/<question>`. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { stage, domain, watched }: SavedQueriesProps) {
    super(scope, id);
    const logGroupNames = watched.functions.map(({ name }) => `/aws/lambda/${name}`).slice(0, MAX_LOG_GROUPS);
    for (const { name, query } of QUERIES) {
      new CfnQueryDefinition(this, name, {
        name: `${physicalName(stage, domain)}/${name}`,
        queryString: query,
        logGroupNames,
      });
    }
  }
}

export interface SavedQueriesProps {
  readonly stage: StageConfig;
  readonly domain: string;
  readonly watched: Watched;
}
