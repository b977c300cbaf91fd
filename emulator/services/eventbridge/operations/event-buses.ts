import type {
  CreateEventBusCommandInput,
  CreateEventBusCommandOutput,
  DeleteEventBusCommandInput,
  DescribeEventBusCommandInput,
  DescribeEventBusCommandOutput,
  EventBus,
  ListEventBusesCommandInput,
  ListEventBusesCommandOutput,
  LogConfig,
  UpdateEventBusCommandInput,
  UpdateEventBusCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { validation } from '../errors.ts';
import { DESCRIPTION_CHARACTERS, EVENT_BUS_NAME_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import type { Buses, BusSettings } from '../state/buses.ts';
import type { Bus } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { checkText, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';
import { tagRecord } from './tag-list.ts';

interface Deps {
  readonly buses: Buses;
  readonly rules: Rules;
  readonly access: EventsAccess;
}

const NAME = { longest: EVENT_BUS_NAME_CHARACTERS, pattern: /^[/.\-_A-Za-z0-9]+$/ };

/** CreateEventBus, DescribeEventBus, ListEventBuses, UpdateEventBus, DeleteEventBus. */
export function eventBusOperations({ buses, rules, access }: Deps): AnyOperation[] {
  return [
    operation<CreateEventBusCommandInput, Omit<CreateEventBusCommandOutput, '$metadata'>>({
      name: 'CreateEventBus',
      access: ({ Name }) => access.bus('CreateEventBus', Name),
      run(input) {
        const name = requiredText(input.Name, 'name', NAME);
        if (input.EventSourceName !== undefined) {
          throw validation('EventSourceName is not supported: the emulator has no partner event sources.');
        }
        const bus = buses.create(name, { ...settingsOf(input), tags: tagRecord(input.Tags) });
        return { EventBusArn: bus.arn, ...settingsShape(bus) };
      },
    }),
    operation<DescribeEventBusCommandInput, Omit<DescribeEventBusCommandOutput, '$metadata'>>({
      name: 'DescribeEventBus',
      access: ({ Name }) => access.bus('DescribeEventBus', Name),
      run({ Name }) {
        const bus = buses.get(Name);
        return { ...shape(bus), ...settingsShape(bus) };
      },
    }),
    operation<ListEventBusesCommandInput, Omit<ListEventBusesCommandOutput, '$metadata'>>({
      name: 'ListEventBuses',
      access: () => access.all('ListEventBuses'),
      run(input) {
        const named = buses.list().filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
        const { items, token } = page(named, input, ({ name }) => name);
        return { EventBuses: items.map(shape), ...token };
      },
    }),
    operation<UpdateEventBusCommandInput, Omit<UpdateEventBusCommandOutput, '$metadata'>>({
      name: 'UpdateEventBus',
      access: ({ Name }) => access.bus('UpdateEventBus', Name),
      run(input) {
        const bus = buses.change(buses.get(input.Name), settingsOf(input));
        return { Arn: bus.arn, Name: bus.name, ...settingsShape(bus) };
      },
    }),
    operation<DeleteEventBusCommandInput, object>({
      name: 'DeleteEventBus',
      access: ({ Name }) => access.bus('DeleteEventBus', Name),
      run({ Name }) {
        const name = requiredText(Name, 'name', NAME);
        if (rules.ofBus(name).length > 0) throw validation(`Cannot delete event bus ${name} since it still has rules.`);
        buses.delete(name);
        return {};
      },
    }),
  ];
}

type SettingsInput = Pick<
  CreateEventBusCommandInput,
  'Description' | 'KmsKeyIdentifier' | 'DeadLetterConfig' | 'LogConfig'
>;

/** The settings that an input gives; those it leaves out stay as they are. */
export function settingsOf({ Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }: SettingsInput): BusSettings {
  if (Description !== undefined) checkText(Description, 'description', { longest: DESCRIPTION_CHARACTERS });
  return {
    ...(Description === undefined ? {} : { description: Description }),
    ...(KmsKeyIdentifier === undefined ? {} : { kmsKeyIdentifier: KmsKeyIdentifier }),
    ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetterArn: DeadLetterConfig.Arn }),
    ...(LogConfig ? { logConfig: { ...logConfig(LogConfig) } } : {}),
  };
}

const logConfig = ({ IncludeDetail, Level }: LogConfig) => ({
  ...(IncludeDetail ? { includeDetail: IncludeDetail } : {}),
  ...(Level ? { level: Level } : {}),
});

const settingsShape = ({ description, kmsKeyIdentifier, deadLetterArn, logConfig }: Bus) => ({
  ...(description === undefined ? {} : { Description: description }),
  ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
  ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  ...(logConfig
    ? // Only what LogConfig allows was stored.
      { LogConfig: { IncludeDetail: logConfig.includeDetail, Level: logConfig.level } as LogConfig }
    : {}),
});

const shape = (bus: Bus): EventBus => ({
  Name: bus.name,
  Arn: bus.arn,
  ...(bus.description === undefined ? {} : { Description: bus.description }),
  ...(bus.policy ? { Policy: JSON.stringify(bus.policy) } : {}),
  CreationTime: new Date(bus.createdAt),
  LastModifiedTime: new Date(bus.modifiedAt),
});
