import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, tags, text } from '../../../template/scalars.ts';
import { settingsOf } from '../operations/event-buses.ts';
import type { Buses, BusSettings } from '../state/buses.ts';
import type { Bus, PolicyDocument } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';

const schema = z.strictObject({
  Name: text,
  Description: text.optional(),
  KmsKeyIdentifier: text.optional(),
  DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
  LogConfig: z
    .strictObject({
      IncludeDetail: z.enum(['FULL', 'NONE']).optional(),
      Level: z.enum(['INFO', 'ERROR', 'TRACE', 'OFF']).optional(),
    })
    .optional(),
  Policy: json.optional(),
  Tags: tags.optional(),
});

type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export function eventBusResource({ buses, rules }: { readonly buses: Buses; readonly rules: Rules }) {
  const deployed = ({ arn, name }: Bus) => ({
    physicalId: name,
    attributes: { Arn: arn, Name: name, Policy: buses.get(name).policy ?? {} },
  });
  return resourceType({
    type: 'AWS::Events::EventBus',
    schema,
    inert: {
      KmsKeyIdentifier: 'State is not encrypted locally.',
      DeadLetterConfig:
        "A bus's own dead-letter queue is for events that cannot be decrypted; none are encrypted locally.",
      LogConfig: 'What a bus does is in the trace and the console, not in logs.',
    },
    attributes: ['Arn', 'Name', 'Policy'],
    createOnly: ['Name', 'EventSourceName'],
    create: (properties) => deployed(buses.create(properties.Name, settings(properties))),
    update: ({ physicalId, properties }) => deployed(buses.change(buses.get(physicalId), settings(properties))),
    delete({ physicalId }) {
      // The rules that CloudFormation did not make would otherwise stay behind without a bus.
      for (const rule of rules.ofBus(physicalId)) rules.delete(rule);
      buses.delete(physicalId);
    },
  });
}

const settings = ({
  Name: _,
  Policy,
  Tags,
  Description,
  DeadLetterConfig,
  KmsKeyIdentifier,
  LogConfig,
}: Properties): BusSettings => ({
  ...settingsOf({ Description, DeadLetterConfig, KmsKeyIdentifier, LogConfig }),
  tags: Tags ?? {},
  ...(isPolicy(Policy) ? { policy: Policy } : {}),
});

const isPolicy = (value: unknown): value is PolicyDocument =>
  typeof value === 'object' && value !== null && 'Statement' in value;
