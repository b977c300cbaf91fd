import { AwsError } from '../../../door/errors.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { Failure } from '../engine/failure.ts';
import type { SdkCodec } from './integration.ts';

/** How the two kinds of integration name a service's failures: they use different generations of the AWS SDK for Java. */
export interface ErrorNaming {
  /** Folder name of the service. */
  readonly service: string;
  /** Prefix of error names: `DynamoDB` optimised, `DynamoDb` in the SDK integration. */
  readonly prefix: string;
  /** Name of an error that the service's model does not have: `AmazonDynamoDBException`, `DynamoDbException`. */
  readonly generic: string;
  /** As the cause names the service: `AmazonDynamoDBv2`, `DynamoDb`. */
  readonly serviceLabel: string;
}

interface Deps {
  readonly codec: SdkCodec;
  readonly ids: Ids;
}

/** The failure of an optimised integration: `Lambda.ResourceNotFoundException`. */
export function optimisedFailure(thrown: unknown, naming: ErrorNaming, { codec, ids }: Deps): Failure {
  const error = awsError(thrown);
  const details = [
    `Service: ${naming.serviceLabel}`,
    `Status Code: ${error.status}`,
    `Error Code: ${codec.wireCode(naming.service, error.code)}`,
    `Request ID: ${ids.uuid()}`,
    'Proxy: null',
  ];
  return new Failure(errorName(error, naming, codec), `${error.message} (${details.join('; ')})`);
}

/** The failure of an SDK integration: `DynamoDb.ResourceNotFoundException`. */
export function sdkFailure(thrown: unknown, naming: ErrorNaming, { codec, ids }: Deps): Failure {
  const error = awsError(thrown);
  const details = [`Service: ${naming.serviceLabel}`, `Status Code: ${error.status}`, `Request ID: ${ids.uuid()}`];
  // S3 answers a second id with every response.
  if (naming.service === 's3') details.push(`Extended Request ID: ${ids.hex(64)}`);
  return new Failure(
    errorName(error, naming, codec),
    `${error.message} (${details.join(', ')}) (SDK Attempt Count: 1)`,
  );
}

function errorName({ code }: AwsError, { service, prefix, generic }: ErrorNaming, codec: SdkCodec): string {
  const shape = codec.errorShape(service, code);
  if (shape === undefined) return `${prefix}.${generic}`;
  return `${prefix}.${shape.endsWith('Exception') ? shape : `${shape}Exception`}`;
}

/** Anything else than an AWS error is a bug, which the caller of the task reports. */
function awsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  throw thrown;
}
