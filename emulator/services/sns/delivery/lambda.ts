import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Signer } from '../signing/signer.ts';
import type { Urls } from '../urls.ts';
import { attributesOf, notificationEnvelope } from './envelope.ts';
import { type Carrier, type Shipment, SNS_SERVICE, signatureVersionOf } from './shipment.ts';

interface Deps {
  readonly door: Door;
  readonly signer: Signer;
  readonly urls: Urls;
}

/** Invokes functions asynchronously: once Lambda has the event, it is Lambda's to retry. */
export function lambdaCarrier(deps: Deps): Carrier {
  return {
    async send(shipment) {
      const { topicArn, traceHeader } = shipment.notification;
      const { StatusCode } = await deps.door.call<InvokeCommandInput, InvokeCommandOutput>(
        {
          service: 'lambda',
          operation: 'Invoke',
          principal: servicePrincipal(SNS_SERVICE, topicArn),
          ...(traceHeader ? { traceHeader } : {}),
        },
        {
          FunctionName: shipment.subscriber.subscription.endpoint,
          InvocationType: 'Event',
          Payload: Buffer.from(JSON.stringify(await lambdaEvent(deps, shipment))),
        },
      );
      return { status: StatusCode ?? 202, response: {} };
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html: the envelope, with two names spelled in their own way. */
async function lambdaEvent(deps: Deps, { notification, subscriber, topic }: Shipment) {
  const { arn } = subscriber.subscription;
  const { SigningCertURL, UnsubscribeURL, ...envelope } = await notificationEnvelope(
    deps,
    notification,
    arn,
    signatureVersionOf(topic),
  );
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          ...envelope,
          Subject: notification.subject ?? null,
          ...(SigningCertURL ? { SigningCertUrl: SigningCertURL } : {}),
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes: attributesOf(notification.attributes),
        },
      },
    ],
  };
}
