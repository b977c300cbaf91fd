import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { json, number, text } from '../../../template/scalars.ts';
import { createArchive, settingsOf } from '../operations/archives.ts';
import type { Archives } from '../state/archives.ts';
import type { Buses } from '../state/buses.ts';
import type { Archive } from '../state/model.ts';
import { patternText } from './pattern-text.ts';

const schema = z.strictObject({
  ArchiveName: text.optional(),
  SourceArn: text,
  Description: text.optional(),
  EventPattern: json.optional(),
  RetentionDays: number.optional(),
  KmsKeyIdentifier: text.optional(),
});

type Properties = z.output<typeof schema>;

interface Deps {
  readonly archives: Archives;
  readonly buses: Buses;
  readonly account: Account;
  readonly clock: Clock;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-archive.html */
export function archiveResource(deps: Deps) {
  const { archives } = deps;
  const deployed = ({ arn, name }: Archive) => ({ physicalId: name, attributes: { Arn: arn, ArchiveName: name } });
  return resourceType({
    type: 'AWS::Events::Archive',
    schema,
    inert: { KmsKeyIdentifier: 'State is not encrypted locally.' },
    attributes: ['Arn', 'ArchiveName'],
    createOnly: ['ArchiveName', 'SourceArn'],
    create: (properties, context) =>
      deployed(
        createArchive(deps, {
          ...settings(properties),
          ArchiveName: properties.ArchiveName ?? context.generateName({ maxLength: 48 }),
          EventSourceArn: properties.SourceArn,
        }),
      ),
    update({ physicalId, properties }) {
      // What the template no longer says goes back to its default.
      const { description: _, pattern: __, kmsKeyIdentifier: ___, ...kept } = archives.get(physicalId);
      return deployed(archives.put({ ...kept, retentionDays: 0, ...settingsOf(settings(properties)) }));
    },
    delete({ physicalId }) {
      const archive = archives.find(physicalId);
      if (archive) archives.delete(archive);
    },
  });
}

const settings = ({ Description, EventPattern, RetentionDays, KmsKeyIdentifier }: Properties) => ({
  Description,
  EventPattern: patternText(EventPattern),
  RetentionDays,
  KmsKeyIdentifier,
});
