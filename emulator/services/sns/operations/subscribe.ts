import type {
  ConfirmSubscriptionCommandInput,
  ConfirmSubscriptionCommandOutput,
  SubscribeCommandInput,
  SubscribeCommandOutput,
  UnsubscribeCommandInput,
} from '@aws-sdk/client-sns';
import { AccessDeniedError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { describePrincipal, type Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import { checkArn } from '../arns.ts';
import { invalidParameter } from '../errors.ts';
import type { SnsParts } from '../parts.ts';

/** Beginning and end of subscriptions. Who has a token or a link needs no signature, as on AWS. */
export function subscribeOperations({ topics, subscriptions, enrolment, account, access }: SnsParts): AnyOperation[] {
  return [
    operation<SubscribeCommandInput, Omit<SubscribeCommandOutput, '$metadata'>>({
      name: 'Subscribe',
      access: ({ TopicArn, Protocol, Endpoint }, call) =>
        access.topic('Subscribe', TopicArn, call, {
          ...(Protocol ? { 'sns:Protocol': [Protocol] } : {}),
          ...(Endpoint ? { 'sns:Endpoint': [Endpoint] } : {}),
        }),
      run({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }, { principal }) {
        const { arn, pending } = enrolment.subscribe({
          topic: topics.get(checkArn(account, 'TopicArn', TopicArn)),
          protocol: Protocol,
          endpoint: Endpoint,
          ...(Attributes ? { attributes: Attributes } : {}),
          principal: subscriberArn(account, principal),
        });
        return { SubscriptionArn: pending && !ReturnSubscriptionArn ? 'pending confirmation' : arn };
      },
    }),
    operation<ConfirmSubscriptionCommandInput, Omit<ConfirmSubscriptionCommandOutput, '$metadata'>>({
      name: 'ConfirmSubscription',
      access: ({ TopicArn }, call) =>
        call.principal.kind === 'anonymous' ? [] : access.topic('ConfirmSubscription', TopicArn, call),
      run({ TopicArn, Token, AuthenticateOnUnsubscribe = 'false' }, { principal }) {
        const arn = checkArn(account, 'TopicArn', TopicArn);
        if (!/^(true|false)$/i.test(AuthenticateOnUnsubscribe)) throw invalidParameter('AuthenticateOnUnsubscribe');
        const signed = principal.kind !== 'anonymous';
        const unsubscribeNeedsSignature = signed && AuthenticateOnUnsubscribe.toLowerCase() === 'true';
        return { SubscriptionArn: enrolment.confirm(arn, Token, { signed, unsubscribeNeedsSignature }).arn };
      },
    }),
    operation<UnsubscribeCommandInput, object>({
      name: 'Unsubscribe',
      access: (_input, { principal }) => (principal.kind === 'anonymous' ? [] : access.all('Unsubscribe')),
      run({ SubscriptionArn }, { principal }) {
        const arn = checkArn(account, 'SubscriptionArn', SubscriptionArn);
        const found = subscriptions.find(arn);
        if (principal.kind === 'anonymous' && found?.subscription.unsubscribeNeedsSignature) {
          throw new AccessDeniedError(
            'AuthorizationErrorException',
            `The subscription ${arn} can only be ended by a signed call.`,
          );
        }
        enrolment.unsubscribe(arn);
        return {};
      },
    }),
  ];
}

const subscriberArn = ({ partition, id }: Account, principal: Principal): string =>
  principal.kind === 'role' ? `arn:${partition}:iam::${id}:role/${principal.roleName}` : describePrincipal(principal);
