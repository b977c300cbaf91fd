import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import type { StageName } from '../../../lib/config.ts';
import { assemblyOf } from '../../support/assembly.ts';

const SUFFIX = '.template.json';

/** The template of one capability's stack. */
export function templateOf(stage: StageName, capability: string): Template {
  return readTemplate(join(assemblyOf(stage), `telar-${stage}-${capability}${SUFFIX}`));
}

/** The templates of all stacks of a stage. */
export function templatesOf(stage: StageName): Template[] {
  const assembly = assemblyOf(stage);
  return readdirSync(assembly)
    .filter((file) => file.startsWith(`telar-${stage}-`) && file.endsWith(SUFFIX))
    .map((file) => readTemplate(join(assembly, file)));
}

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.looseObject({ tags: z.record(z.string(), z.string()).optional() }).optional(),
    }),
  ),
});

/** The tags of each stack of a stage, which CloudFormation hands on to what is in it. */
export function stackTagsOf(stage: StageName): Record<string, string>[] {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(assemblyOf(stage), 'manifest.json'), 'utf8')));
  return Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ properties }) => properties?.tags ?? {});
}

const readTemplate = (file: string) => Template.fromJSON(JSON.parse(readFileSync(file, 'utf8')));
