import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import type { Ids } from '../../../runtime/ids.ts';
import { invalidArgument, malformedXml, notImplemented } from '../errors.ts';
import { type Destination, destinationsOf } from './destination.ts';
import { overlap } from './overlap.ts';

/** Events that the emulator sends; the others exist, but nothing here makes them happen. */
const SENT = ['s3:ObjectCreated:', 's3:ObjectRemoved:', 's3:LifecycleExpiration:', 's3:ObjectTagging:'];
const ARN = /^arn:[\w-]+:(lambda|sqs|sns):[\w-]*:\d*:.+/;

/**
 * A bucket's new notification configuration; destinations without an id get one.
 *
 * @throws AwsError MalformedXML, InvalidArgument, NotImplemented
 */
export function checkNotifications(
  configuration: NotificationConfiguration | undefined,
  ids: Ids,
): NotificationConfiguration {
  const { LambdaFunctionConfigurations, QueueConfigurations, TopicConfigurations, EventBridgeConfiguration } =
    configuration ?? {};
  const named = <T extends { Id?: string | undefined }>(list: T[] | undefined) =>
    list?.length ? list.map((each) => ({ ...each, Id: each.Id ?? ids.uuid() })) : undefined;
  const checked = {
    LambdaFunctionConfigurations: named(LambdaFunctionConfigurations),
    QueueConfigurations: named(QueueConfigurations),
    TopicConfigurations: named(TopicConfigurations),
    EventBridgeConfiguration,
  };
  const destinations = destinationsOf(checked);
  for (const { arn, service, events, filter } of destinations) {
    if (ARN.exec(arn)?.[1] !== service) throw invalidArgument('The ARN could not be parsed', 'Arn', arn);
    if (events.length === 0) throw malformedXml();
    const other = events.find((event) => !SENT.some((prefix) => event.startsWith(prefix)));
    if (other !== undefined) throw notImplemented(`notifications of ${other}`);
    const rule = filter?.Key?.FilterRules?.find(({ Name = '' }) => !/^(prefix|suffix)$/i.test(Name));
    if (rule) throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', rule.Name);
  }
  checkOverlaps(destinations);
  return checked;
}

function checkOverlaps(destinations: readonly Destination[]): void {
  const ambiguous = destinations.find((one, index) =>
    destinations.slice(0, index).some((other) => overlap(one, other)),
  );
  if (!ambiguous) return;
  throw invalidArgument(
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
    'NotificationConfiguration',
    ambiguous.id,
  );
}
