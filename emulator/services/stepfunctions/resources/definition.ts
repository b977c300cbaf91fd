import { readFileSync } from 'node:fs';
import type { Assets } from '../../../template/resource-type.ts';

/** Where a template has the definition of a state machine. */
export interface DefinitionProperties {
  readonly DefinitionString?: string | undefined;
  readonly Definition?: unknown;
  readonly DefinitionS3Location?: { readonly Bucket: string; readonly Key: string } | undefined;
  readonly DefinitionSubstitutions?: Readonly<Record<string, string>> | undefined;
}

/** The definition's text with its `${name}` placeholders filled in. */
export function definitionText(properties: DefinitionProperties, assets: Assets): string {
  const text = source(properties, assets);
  const substitutions = properties.DefinitionSubstitutions ?? {};
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) => substitutions[name] ?? placeholder);
}

function source({ DefinitionString, Definition, DefinitionS3Location }: DefinitionProperties, assets: Assets): string {
  const given = [DefinitionString, Definition, DefinitionS3Location].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new Error('A state machine has exactly one of DefinitionString, Definition and DefinitionS3Location');
  }
  if (DefinitionString !== undefined) return DefinitionString;
  if (DefinitionS3Location === undefined) return JSON.stringify(Definition);
  const { Bucket, Key } = DefinitionS3Location;
  const path = assets.locate(Bucket, Key);
  if (path === undefined) throw new Error(`DefinitionS3Location names no asset of the assembly: s3://${Bucket}/${Key}`);
  return readFileSync(path, 'utf8');
}
