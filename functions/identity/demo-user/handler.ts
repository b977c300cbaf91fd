import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { answerCloudFormation, customResourceRequest } from '../../shared/custom-resource.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';

const telemetry = createTelemetry();
const cognito = telemetry.tracer.captureAWSv3Client(new CognitoIdentityProviderClient(CLIENT));

const request = customResourceRequest(z.object({ UserPoolId: z.string(), Username: z.string(), Password: z.string() }));

/** Sets the password for good, so that it need not be changed at the first sign-in. It goes with its user: there is nothing to delete. */
export const handler = serviceHandler({
  request,
  telemetry,
  async handle({ event }) {
    const { UserPoolId, Username, Password } = event.ResourceProperties;
    const outcome = await answerCloudFormation(event, `${UserPoolId}/${Username}/password`, async () => {
      if (event.RequestType === 'Delete') return;
      await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    });
    telemetry.logger.info('answered CloudFormation', { request: event.RequestType, status: outcome.Status });
  },
});
