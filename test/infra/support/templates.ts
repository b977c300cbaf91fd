import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
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

const readTemplate = (file: string) => Template.fromJSON(JSON.parse(readFileSync(file, 'utf8')));
