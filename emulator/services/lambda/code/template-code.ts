import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Door } from '../../../door/door.ts';
import { accountPrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ResourceContext } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { CodeLocation } from '../functions/function-record.ts';
import { CFN_RESPONSE } from './cfn-response.ts';
import { takeCode } from './code-input.ts';
import type { CodeStore } from './code-store.ts';

/** Code in a bucket, as templates name it. */
export const bucketCode = z.strictObject({ S3Bucket: text, S3Key: text, S3ObjectVersion: text.optional() });
/** Source text in the template itself. */
export const inlineCode = z.strictObject({ ZipFile: text });

export type TemplateCode = z.output<typeof bucketCode> | z.output<typeof inlineCode>;

interface Deps {
  readonly account: Account;
  readonly door: Door;
  readonly code: CodeStore;
}

/**
 * Finds the code that a template names: an asset of the assembly is used where it lies, without copying; an object that
 * is no asset comes from its bucket.
 */
export async function locateCode(source: TemplateCode, { assets }: ResourceContext, deps: Deps): Promise<CodeLocation> {
  if ('ZipFile' in source) {
    return deps.code.fromFiles({ 'index.js': source.ZipFile, 'node_modules/cfn-response/index.js': CFN_RESPONSE });
  }
  const path = assets.locate(source.S3Bucket, source.S3Key);
  if (path === undefined) return takeCode(source, accountPrincipal(deps.account), deps);
  return statSync(path).isDirectory() ? deps.code.fromDirectory(path) : deps.code.fromZip(readFileSync(path));
}
