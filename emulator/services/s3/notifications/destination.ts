import type { Event, NotificationConfiguration, NotificationConfigurationFilter } from '@aws-sdk/client-s3';

/** One destination of a bucket's notifications. */
export interface Destination {
  readonly id: string;
  readonly arn: string;
  readonly service: 'lambda' | 'sqs' | 'sns';
  readonly events: readonly Event[];
  readonly filter: NotificationConfigurationFilter | undefined;
}

/** All destinations of a configuration but EventBridge. */
export function destinationsOf(configuration: NotificationConfiguration | undefined): Destination[] {
  const { LambdaFunctionConfigurations = [], QueueConfigurations = [], TopicConfigurations = [] } = configuration ?? {};
  return [
    ...LambdaFunctionConfigurations.map((each) => destination(each, each.LambdaFunctionArn, 'lambda')),
    ...QueueConfigurations.map((each) => destination(each, each.QueueArn, 'sqs')),
    ...TopicConfigurations.map((each) => destination(each, each.TopicArn, 'sns')),
  ];
}

function destination(
  each: { Id?: string | undefined; Events: Event[] | undefined; Filter?: NotificationConfigurationFilter | undefined },
  arn: string | undefined,
  service: Destination['service'],
): Destination {
  return { id: each.Id ?? '', arn: arn ?? '', service, events: each.Events ?? [], filter: each.Filter };
}

/**
 * Whether a destination asked for an event about a key.
 *
 * @param event for example `s3:ObjectCreated:Put`
 */
export function wants({ events, filter }: Destination, event: string, key: string): boolean {
  const asked = events.some((each) => each === event || (each.endsWith('*') && event.startsWith(each.slice(0, -1))));
  const rules = filter?.Key?.FilterRules ?? [];
  return (
    asked &&
    rules.every(({ Name = '', Value = '' }) =>
      Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value),
    )
  );
}
