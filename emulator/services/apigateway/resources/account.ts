import { z } from 'zod';
import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import { type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { badRequest } from '../errors.ts';
import { NO_API } from '../model/records.ts';
import type { RestStore } from '../model/rest-store.ts';

export interface AccountResourceDeps {
  readonly store: RestStore;
  readonly door: Door;
  readonly identities: Identities;
}

const ACCOUNT = 'account';
const API_GATEWAY = 'apigateway.amazonaws.com';

/** Where API Gateway writes that it may log: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
const WELCOME = { logGroupName: '/aws/apigateway/welcome', logStreamName: 'welcome' };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html */
export function accountResource(deps: AccountResourceDeps): ResourceType {
  const put = ({ CloudWatchRoleArn }: { CloudWatchRoleArn?: string | undefined }, id: string) => {
    if (CloudWatchRoleArn !== undefined) checkLogRole(deps, CloudWatchRoleArn);
    deps.store.put(NO_API, 'account', ACCOUNT, { cloudwatchRoleArn: CloudWatchRoleArn });
    return { physicalId: id, attributes: { Id: id } };
  };
  return resourceType({
    type: 'AWS::ApiGateway::Account',
    schema: z.strictObject({ CloudWatchRoleArn: text.optional() }),
    attributes: ['Id'],
    createOnly: [],
    create: (properties, context) => put(properties, context.generateName()),
    update: ({ physicalId, properties }) => put(properties, physicalId),
    // The settings are the account's own, and stay as they are.
    delete: () => undefined,
  });
}

/**
 * AWS tries a role for logs before it takes it, in a log group of its own: a role for one API's log group alone is refused.
 *
 * @throws AwsError BadRequestException
 */
function checkLogRole({ door, identities }: AccountResourceDeps, roleArn: string): void {
  try {
    const principal = identities.assumeForService(roleArn, API_GATEWAY, 'welcome');
    const call = (operation: string) => ({ service: 'logs', operation, principal });
    door.authorize(call('CreateLogGroup'), { logGroupName: WELCOME.logGroupName });
    door.authorize(call('CreateLogStream'), WELCOME);
    door.authorize(call('PutLogEvents'), { ...WELCOME, logEvents: [] });
  } catch (cause) {
    throw badRequest(
      'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
      cause,
    );
  }
}
