import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Door } from '../../../emulator/door/door.ts';
import { AwsError } from '../../../emulator/door/errors.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { seededIds } from '../../../emulator/runtime/ids.ts';
import { openStore, type Store } from '../../../emulator/runtime/store.ts';
import { Trace } from '../../../emulator/runtime/trace.ts';
import { readAssembly } from '../../../emulator/template/assembly.ts';
import type { DeployProgress } from '../../../emulator/template/deploy-progress.ts';
import { Deployer } from '../../../emulator/template/deployer.ts';
import { type ResourceType, resourceType } from '../../../emulator/template/resource-type.ts';
import { flag, number, text } from '../../../emulator/template/scalars.ts';

/** Things by physical id, as a service would keep them. */
export type Things = Map<string, { size: number; label?: string | undefined }>;

/**
 * `Test::Thing`: has a name (generated without one, replaced with another), a size that can change, and a fault that
 * makes it fail.
 */
export function thingType(things: Things, log: string[]): ResourceType {
  const refuse = (name: string) => new AwsError('ThingExists', `There is a thing named ${name} already`);
  return resourceType({
    type: 'Test::Thing',
    schema: z.strictObject({
      Name: text.optional(),
      Size: number.default(1),
      Label: text.optional(),
      Broken: flag.optional(),
      Rules: z.array(z.strictObject({ Pattern: text, Target: text.optional() })).optional(),
      Mode: z.enum(['fast', 'safe']).optional(),
    }),
    inert: { Color: 'nothing is seen of it', 'Rules.Comment': 'for readers' },
    attributes: ['Arn', 'Size', 'Nested.Value'],
    createOnly: ['Name'],
    create({ Name, Size, Label, Broken }, context) {
      const physicalId = Name ?? context.generateName();
      if (Broken) throw new AwsError('ThingBroken', 'This thing cannot be made');
      if (things.has(physicalId)) throw refuse(physicalId);
      things.set(physicalId, { size: Size, label: Label });
      log.push(`create ${context.logicalId}`);
      return { physicalId, attributes: attributesOf(physicalId, Size) };
    },
    update({ physicalId, properties, previous }, context) {
      if (properties.Broken) throw new AwsError('ThingBroken', 'This thing cannot be changed');
      things.set(physicalId, { size: properties.Size, label: properties.Label });
      log.push(`update ${context.logicalId} ${previous.Size} → ${properties.Size}`);
      return { physicalId, attributes: attributesOf(physicalId, properties.Size) };
    },
    delete({ physicalId, properties }, context) {
      if (properties.Label === 'sticky') throw new AwsError('ThingNotEmpty', 'The thing is not empty');
      things.delete(physicalId);
      log.push(`delete ${context.logicalId}`);
    },
  });
}

const attributesOf = (name: string, size: number) => ({
  Arn: `arn:aws:test:us-east-1:000000000000:thing/${name}`,
  Size: size,
  'Nested.Value': `nested ${name}`,
});

const ALLOW_ALL = { refusal: () => undefined };

/** A deployer with `Test::Thing`, on its own store or a given one. */
export function startDeployer(
  options: {
    store?: Store;
    things?: Things;
    allowUnsupported?: boolean;
    types?: readonly ResourceType[];
    services?: readonly ServiceDefinition[];
  } = {},
) {
  const { store = openStore(), things = new Map(), allowUnsupported = false, types = [], services = [] } = options;
  const log: string[] = [];
  const clock = new ManualClock();
  const ids = seededIds();
  const account = LOCAL_ACCOUNT;
  const trace = new Trace();
  const door = new Door({ account, clock, ids, trace, authorizer: ALLOW_ALL, iam: 'enforce' });
  for (const service of services) door.add(service);
  const thing = thingType(things, log);
  const deployer = new Deployer({
    ...{ store, clock, ids, account, door, allowUnsupported },
    resourceTypes: () => [thing, ...types, ...door.services().flatMap(({ resources }) => resources)],
  });
  return { deployer, door, store, things, log, clock, ids, account, trace };
}

type Templates = Record<string, { Resources: Record<string, unknown> } & Record<string, unknown>>;

const folders: string[] = [];

/** Writes a cloud assembly of the given stacks, each depending on those before it, and reads it back. */
export function assemblyOf(templates: Templates, directory = mkdtempSync(join(tmpdir(), 'telar-assembly-'))) {
  folders.push(directory);
  mkdirSync(directory, { recursive: true });
  const names = Object.keys(templates);
  const artifacts = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: `${name}.template.json` },
        dependencies: names.slice(0, index),
      },
    ]),
  );
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '50.0.0', artifacts }));
  for (const [name, template] of Object.entries(templates))
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(template));
  return readAssembly(directory, LOCAL_ACCOUNT);
}

export function removeAssemblies(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Collects progress as short lines: `create 1/2 app/A`, `app created`. */
export function progressLines() {
  const lines: string[] = [];
  const onProgress = (progress: DeployProgress) => {
    if (progress.kind === 'resource')
      lines.push(`${progress.action} ${progress.index}/${progress.total} ${progress.stackName}/${progress.logicalId}`);
    else if (progress.kind === 'stack') lines.push(`${progress.stackName} ${progress.outcome}`);
    else lines.push(`note ${progress.stackName}/${progress.logicalId ?? ''}: ${progress.message}`);
  };
  return { lines, onProgress };
}

export const thing = (properties: Record<string, unknown> = {}, attributes: Record<string, unknown> = {}) => ({
  Type: 'Test::Thing',
  Properties: properties,
  ...attributes,
});
