import { AwsError } from '../../../../door/errors.ts';
import type { Account } from '../../../../runtime/account.ts';
import type { IntegrationRecord } from '../../model/records.ts';
import { HTTP_API_ANSWERS, type HttpAnswer, lambdaAnswer } from '../answer.ts';
import { payload1 } from '../events/payload-1.ts';
import { payload2 } from '../events/payload-2.ts';
import type { Exchange } from '../exchange.ts';
import { internalError, payloadTooLarge, serviceUnavailable } from '../failure.ts';
import { callLambda, type LambdaCallDeps } from '../lambda-call.ts';
import type { RequestView } from '../request.ts';
import { routeArn } from '../source-arn.ts';
import { withDeadline } from './deadline.ts';

interface Deps extends LambdaCallDeps {
  readonly account: Account;
}

const THROTTLED = new Set(['TooManyRequestsException', 'EC2ThrottledException', 'ServiceException']);

/** Hands the request to a function, and makes its answer HTTP. */
export async function callFunction(
  deps: Deps,
  integration: IntegrationRecord,
  exchange: Exchange,
  view: RequestView,
): Promise<HttpAnswer> {
  const { account } = deps;
  const { deployed, traceHeader } = exchange.request;
  const payload = integration.PayloadFormatVersion === '1.0' ? payload1 : payload2;
  const event = await payload(exchange, view, account);
  const call = callLambda(deps, {
    uri: integration.IntegrationUri ?? '',
    event,
    sourceArn: routeArn(exchange, account),
    credentialsArn: integration.CredentialsArn,
    traceHeader,
    stageVariables: deployed.stage.StageVariables,
  });
  const output = await withDeadline(call, integration.TimeoutInMillis).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    if (THROTTLED.has(error.code)) throw serviceUnavailable(error.message);
    if (error.code === 'RequestTooLargeException') throw payloadTooLarge();
    throw internalError(reasonOf(error), error);
  });
  exchange.integration.status = output.StatusCode ?? 200;
  if (output.FunctionError) {
    throw internalError(`The Lambda function returned the following error: ${errorMessage(output.Payload)}`);
  }
  return lambdaAnswer(output.Payload ?? NOTHING, HTTP_API_ANSWERS(integration.PayloadFormatVersion));
}

function errorMessage(payload: Uint8Array | undefined): string {
  const error: unknown = JSON.parse(Buffer.from(payload ?? NOTHING).toString('utf8'));
  return typeof error === 'object' && error !== null && 'errorMessage' in error ? String(error.errorMessage) : '';
}

const NOTHING = Buffer.from('null');

const reasonOf = (error: AwsError): string =>
  error.code === 'AccessDeniedException'
    ? `The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again. (${error.message})`
    : error.message;
