import type {
  BatchGetTracesCommandInput,
  BatchGetTracesCommandOutput,
  GetTraceSummariesCommandInput,
  GetTraceSummariesCommandOutput,
  Trace,
} from '@aws-sdk/client-xray';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Segments } from '../segments.ts';
import { summarizeTrace } from '../summary.ts';
import { generalAccess, type Output } from './access.ts';

interface Deps {
  readonly segments: Segments;
  readonly clock: Clock;
}

const SUMMARIES_AT_ONCE = 100;
/** https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html */
const TRACES_AT_ONCE = 5;

/** https://docs.aws.amazon.com/xray/latest/api/API_GetTraceSummaries.html */
export const getTraceSummaries = ({ segments, clock }: Deps) =>
  operation<GetTraceSummariesCommandInput, Output<GetTraceSummariesCommandOutput>>({
    name: 'GetTraceSummaries',
    access: generalAccess('GetTraceSummaries'),
    run({ StartTime, EndTime, FilterExpression, NextToken }) {
      if (!StartTime || !EndTime) throw new AwsError('InvalidRequestException', 'StartTime and EndTime are required');
      if (FilterExpression) {
        throw new AwsError(
          'InvalidRequestException',
          'The emulator does not support FilterExpression of GetTraceSummaries.',
        );
      }
      const ids = segments.tracesBetween(StartTime.getTime() / 1_000, EndTime.getTime() / 1_000);
      const from = NextToken === undefined ? 0 : Number(NextToken);
      const page = ids.slice(from, from + SUMMARIES_AT_ONCE);
      return {
        TraceSummaries: page.map((id) =>
          summarizeTrace(
            id,
            segments.ofTrace(id).map(({ segment }) => segment),
          ),
        ),
        ApproximateTime: new Date(clock.now()),
        TracesProcessedCount: page.length,
        ...(from + SUMMARIES_AT_ONCE < ids.length ? { NextToken: String(from + SUMMARIES_AT_ONCE) } : {}),
      };
    },
  });

/** https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html */
export const batchGetTraces = ({ segments }: Deps) =>
  operation<BatchGetTracesCommandInput, Output<BatchGetTracesCommandOutput>>({
    name: 'BatchGetTraces',
    access: generalAccess('BatchGetTraces'),
    run({ TraceIds }) {
      if (!TraceIds) throw new AwsError('InvalidRequestException', 'TraceIds is required');
      if (TraceIds.length > TRACES_AT_ONCE) {
        throw new AwsError('InvalidRequestException', `TraceIds must have at most ${TRACES_AT_ONCE} members`);
      }
      const known = TraceIds.map((id) => ({ id, found: segments.ofTrace(id) }));
      return {
        Traces: known.flatMap(({ id, found }): Trace[] => {
          if (found.length === 0) return [];
          const { Duration } = summarizeTrace(
            id,
            found.map(({ segment }) => segment),
          );
          const Segments = found.map(({ segment, text }) => ({ Id: segment.id, Document: text }));
          return [{ Id: id, Duration, LimitExceeded: false, Segments }];
        }),
        UnprocessedTraceIds: known.filter(({ found }) => found.length === 0).map(({ id }) => id),
      };
    },
  });
