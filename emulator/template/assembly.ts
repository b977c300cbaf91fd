import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Account } from '../runtime/account.ts';
import { AssetIndex } from './asset-index.ts';
import { dependencyOrder } from './language/graph.ts';
import type { Assets } from './resource-type.ts';

/** One stack of an assembly, as synthesized. */
export interface AssemblyStack {
  readonly name: string;
  /** `aws://unknown-account/unknown-region`, or the account and region that the application pins. */
  readonly environment: string;
  readonly templateFile: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly terminationProtection: boolean;
}

/** What `cdk synth` has written: the stacks in order of their dependencies, and the files they use. */
export interface Assembly {
  readonly directory: string;
  readonly stacks: readonly AssemblyStack[];
  readonly assets: Assets;
}

/** A directory that is no cloud assembly, or one that cannot be deployed into a single account and region. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

// https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema: only what is read here.
const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.string().default('aws://unknown-account/unknown-region'),
        dependencies: z.array(z.string()).default([]),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
});
type Artifact = z.output<typeof manifestSchema>['artifacts'][string];

const stackProperties = z.object({
  templateFile: z.string(),
  stackName: z.string().optional(),
  parameters: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  terminationProtection: z.boolean().default(false),
});
const assetManifestProperties = z.object({ file: z.string() });
const nestedAssemblyProperties = z.object({ directoryName: z.string() });

/**
 * Reads a cloud assembly with the assemblies (stages) nested in it.
 *
 * @param directory usually `cdk.out`
 * @throws AssemblyError when there is none, or when two stacks have one name
 */
export function readAssembly(directory: string, account: Account): Assembly {
  const root = resolve(directory);
  const assets = new AssetIndex(account);
  const stacks = readArtifacts(root, assets);
  for (const [index, { name, environment }] of stacks.entries()) {
    const twin = stacks.slice(0, index).find((other) => other.name === name);
    if (twin)
      throw new AssemblyError(
        `Two stacks are named ${name} (${twin.environment} and ${environment}); the emulator is one account in one region`,
      );
  }
  return { directory: root, stacks, assets };
}

function readArtifacts(directory: string, assets: AssetIndex): AssemblyStack[] {
  const { artifacts } = parseFile(join(directory, 'manifest.json'), manifestSchema);
  const needs = new Map(
    Object.entries(artifacts).map(([id, { dependencies }]) => [id, dependencies.filter((other) => other in artifacts)]),
  );
  return dependencyOrder(needs).flatMap((id) => {
    const artifact = artifacts[id];
    return artifact ? readArtifact(directory, id, artifact, assets) : [];
  });
}

function readArtifact(directory: string, id: string, artifact: Artifact, assets: AssetIndex): AssemblyStack[] {
  switch (artifact.type) {
    case 'aws:cloudformation:stack': {
      const { templateFile, stackName, ...rest } = stackProperties.parse(artifact.properties);
      const file = join(directory, templateFile);
      const { environment } = artifact;
      return [{ name: stackName ?? id, environment, templateFile: file, templateBody: read(file), ...rest }];
    }
    case 'cdk:asset-manifest':
      assets.add(directory, join(directory, assetManifestProperties.parse(artifact.properties).file));
      return [];
    case 'cdk:cloud-assembly':
      return readArtifacts(join(directory, nestedAssemblyProperties.parse(artifact.properties).directoryName), assets);
    default:
      // The construct tree and reports describe the application; nothing in them is deployed.
      return [];
  }
}

function parseFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  if (!existsSync(file)) throw new AssemblyError(`${file} does not exist: is this the output of "cdk synth"?`);
  const parsed = schema.safeParse(parseJson(file));
  if (!parsed.success)
    throw new AssemblyError(`${file} is no cloud assembly manifest: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(read(file));
  } catch (cause) {
    throw new AssemblyError(`${file} is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const read = (file: string): string => readFileSync(file, 'utf8');
