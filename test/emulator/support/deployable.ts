import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import type { Change, Deployed, ResourceContext, ResourceType } from '../../../emulator/template/resource-type.ts';

/** A resource type as the template layer uses it, with properties not yet parsed. */
export interface Deployable {
  create(properties: unknown, logicalId?: string): Promise<Deployed>;
  update(deployed: Deployed, properties: unknown, previous: unknown): Promise<Deployed>;
  delete(deployed: Deployed, properties: unknown): Promise<void>;
}

type AnyType = ResourceType<unknown>;

/** @param assets directories by the key that a template names */
export function deployable(
  types: readonly ResourceType[],
  name: string,
  assets: Readonly<Record<string, string>> = {},
): Deployable {
  // A test hands over what the schema has parsed, as the template layer does.
  const type = types.find((candidate) => candidate.type === name) as unknown as AnyType | undefined;
  if (!type) throw new Error(`There is no resource type ${name}`);
  const context = (logicalId: string): ResourceContext => ({
    account: LOCAL_ACCOUNT,
    stackName: 'stack',
    stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/stack/1',
    logicalId,
    assets: { locate: (_bucket, key) => assets[key] },
    generateName: () => `stack-${logicalId}-1234`,
  });
  return {
    create: async (properties, logicalId = 'Thing') => type.create(type.schema.parse(properties), context(logicalId)),
    update: async ({ physicalId }, properties, previous) => {
      const change: Change<unknown> = {
        physicalId,
        properties: type.schema.parse(properties),
        previous: type.schema.parse(previous),
      };
      return type.update(change, context('Thing'));
    },
    delete: async (deployed, properties) => {
      await type.delete({ ...deployed, properties: type.schema.parse(properties) }, context('Thing'));
    },
  };
}
