/** Where this installation answers what SNS's messages link to. */
export const SNS_PATH = '/_telar/sns/';

/** The links in messages. On AWS they lead to SNS's own host; here to this emulator. */
export interface Urls {
  /** Confirms a subscription, by anybody who has the token. */
  confirm(topicArn: string, token: string): string;
  /** The same with an answer for people. */
  confirmPage(topicArn: string, token: string, endpoint: string): string;
  unsubscribe(subscriptionArn: string): string;
  /** The same with an answer for people. */
  unsubscribePage(subscriptionArn: string): string;
  certificate(fingerprint: string): string;
}

/** @param endpoint `http://127.0.0.1:4566`, once the port is known */
export function localUrls(endpoint: () => string): Urls {
  const base = () => `${endpoint()}${SNS_PATH}`;
  return {
    confirm: (topicArn, token) => `${base()}?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    confirmPage: (topicArn, token, address) =>
      `${base()}confirmation.html?${new URLSearchParams({ TopicArn: topicArn, Token: token, Endpoint: address })}`,
    unsubscribe: (subscriptionArn) => `${base()}?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    unsubscribePage: (subscriptionArn) =>
      `${base()}unsubscribe.html?${new URLSearchParams({ SubscriptionArn: subscriptionArn })}`,
    certificate: (fingerprint) => `${base()}SimpleNotificationService-${fingerprint}.pem`,
  };
}
