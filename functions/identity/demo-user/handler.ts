import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { setPassword } from './set-password.ts';

const telemetry = createTelemetry();
const cognito = telemetry.tracer.captureAWSv3Client(new CognitoIdentityProviderClient());

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
const request = z
  .object({
    RequestType: z.enum(['Create', 'Update', 'Delete']),
    ResponseURL: z.url(),
    StackId: z.string(),
    RequestId: z.string(),
    LogicalResourceId: z.string(),
    ResourceProperties: z.object({ UserPoolId: z.string(), Username: z.string(), Password: z.string() }),
  })
  .transform((event) => ({ correlationId: event.RequestId, event }));

export const handler = serviceHandler({
  request,
  telemetry,
  async handle({ event }) {
    const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
    const outcome = await setPassword(event, {
      set: ({ UserPoolId, Username, Password }) =>
        cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true })),
    });
    telemetry.logger.info('answering CloudFormation', { request: event.RequestType, status: outcome.Status });
    const body = JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome });
    // CloudFormation signs the URL without a content type.
    const { ok, status } = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
    if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
  },
});
