import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { SHORT_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type Confirmation, welcome } from './welcome.ts';

const environment = parseEnvironment(z.object({ MEMBER_GROUP: text }), process.env);
const telemetry = createTelemetry();
const cognito = telemetry.tracer.captureAWSv3Client(new CognitoIdentityProviderClient(SHORT_CLIENT));

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html */
const confirmation = z
  .looseObject({ triggerSource: z.string(), userPoolId: z.string(), userName: z.string() })
  .transform((event) => ({ correlationId: event.userName, event }));

export const handler = serviceHandler({
  request: confirmation,
  telemetry,
  async handle({ event }) {
    const joined = await welcome(event, { join });
    telemetry.logger.info(joined ? 'has become a member' : 'was one before', { trigger: event.triggerSource });
    // Cognito wants its event back.
    return event;
  },
});

async function join({ userPoolId, userName }: Confirmation): Promise<void> {
  const { MEMBER_GROUP: GroupName } = environment;
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: userName, GroupName }));
}
