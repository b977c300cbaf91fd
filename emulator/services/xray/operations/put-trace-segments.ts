import type {
  PutTelemetryRecordsCommandInput,
  PutTelemetryRecordsCommandOutput,
  PutTraceSegmentsCommandInput,
  PutTraceSegmentsCommandOutput,
} from '@aws-sdk/client-xray';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import type { Segments } from '../segments.ts';
import { generalAccess, type Output } from './access.ts';

/** https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html */
const DOCUMENT_BYTES = 64 * 1024;

interface Deps {
  readonly segments: Segments;
}

/** https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html */
export const putTraceSegments = ({ segments }: Deps) =>
  operation<PutTraceSegmentsCommandInput, Output<PutTraceSegmentsCommandOutput>>({
    name: 'PutTraceSegments',
    access: generalAccess('PutTraceSegments'),
    run({ TraceSegmentDocuments }) {
      if (!TraceSegmentDocuments) throw new AwsError('InvalidRequestException', 'TraceSegmentDocuments is required');
      const UnprocessedTraceSegments = TraceSegmentDocuments.flatMap((text) => {
        if (Buffer.byteLength(text) > DOCUMENT_BYTES) return [{ ErrorCode: 'DocumentTooLarge' }];
        const wrong = segments.put(text);
        return wrong === undefined
          ? []
          : [{ ErrorCode: 'ParseError', Message: `Invalid segment. ErrorCode: ParseError, at ${wrong}` }];
      });
      return { UnprocessedTraceSegments };
    },
  });

/** https://docs.aws.amazon.com/xray/latest/api/API_PutTelemetryRecords.html; AWS uses them for itself, and shows them nowhere. */
export const putTelemetryRecords = (_deps: Deps) =>
  operation<PutTelemetryRecordsCommandInput, Output<PutTelemetryRecordsCommandOutput>>({
    name: 'PutTelemetryRecords',
    access: generalAccess('PutTelemetryRecords'),
    run({ TelemetryRecords }) {
      if (!TelemetryRecords) throw new AwsError('InvalidRequestException', 'TelemetryRecords is required');
      return {};
    },
  });
