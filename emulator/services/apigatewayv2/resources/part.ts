import type { ZodType, z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { notFound } from '../errors.ts';
import type { ApiParts } from '../model/api-parts.ts';
import type { ApiStore } from '../model/api-store.ts';
import type { Draft, PartDefinition } from '../model/part-definition.ts';
import type { PartKind, PartRecords } from '../model/records.ts';

export interface PartResourceDeps {
  readonly store: ApiStore;
  readonly parts: ApiParts;
}

interface Options<K extends PartKind, Schema extends ZodType<{ readonly ApiId: string }>> {
  readonly type: string;
  readonly definition: PartDefinition<K>;
  readonly schema: Schema;
  readonly createOnly: readonly string[];
  readonly inert?: Readonly<Record<string, string>>;
  readonly attributes?: readonly string[];
  readonly draft: (properties: z.output<Schema>) => Draft<PartRecords[K]>;
  /** For a kind whose id the template chooses. */
  readonly idOf?: (properties: z.output<Schema>) => string;
  readonly afterCreate?: (apiId: string, id: string, properties: z.output<Schema>) => void;
}

/** A CloudFormation type for one kind of part: `Ref` is its id, which lives within its API. */
export function partResource<K extends PartKind, Schema extends ZodType<{ readonly ApiId: string }>>(
  { store, parts }: PartResourceDeps,
  { type, definition, schema, createOnly, inert, attributes, draft, idOf, afterCreate }: Options<K, Schema>,
) {
  const { idMember } = definition;
  const shownAttributes = attributes ?? [idMember];
  const deployed = (id: string) => ({
    physicalId: id,
    attributes: Object.fromEntries(shownAttributes.map((name) => [name, id])),
  });
  return resourceType({
    type,
    schema,
    ...(inert ? { inert } : {}),
    attributes: shownAttributes,
    createOnly: ['ApiId', ...createOnly],
    create(properties) {
      const record = parts.create(definition, properties.ApiId, draft(properties), idOf?.(properties));
      const id = String(record[idMember]);
      afterCreate?.(properties.ApiId, id, properties);
      return deployed(id);
    },
    update({ physicalId, properties }) {
      if (!store.part(properties.ApiId, definition.kind, physicalId)) throw notFound(definition.title, physicalId);
      parts.replace(definition, properties.ApiId, physicalId, draft(properties));
      return deployed(physicalId);
    },
    delete({ physicalId, properties }) {
      if (store.part(properties.ApiId, definition.kind, physicalId)) {
        parts.delete(definition, properties.ApiId, physicalId);
      }
    },
  });
}
