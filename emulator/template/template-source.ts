import { readFileSync } from 'node:fs';
import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Door } from '../door/door.ts';
import { accountPrincipal } from '../door/principal.ts';
import type { Account } from '../runtime/account.ts';
import { TemplateError } from './language/errors.ts';
import type { Assets } from './resource-type.ts';
import { s3Location } from './template-url.ts';

/** The template behind a URL, when it is an asset of the assembly. */
export function templateAsset(url: string, assets: Assets): string | undefined {
  const location = s3Location(url);
  const file = location && assets.locate(location.bucket, location.key);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

/**
 * The template behind an S3 URL: an asset, or an object in a bucket of the emulator.
 *
 * @throws TemplateError when the URL names neither
 */
export async function templateAt(
  url: string,
  { assets, door, account }: { assets: Assets; door: Door; account: Account },
) {
  const asset = templateAsset(url, assets);
  if (asset !== undefined) return asset;
  const location = s3Location(url);
  if (!location) throw new TemplateError('TemplateURL must be a supported URL.');
  const input: GetObjectCommandInput = { Bucket: location.bucket, Key: location.key };
  const { Body } = await door.call<GetObjectCommandInput, GetObjectCommandOutput>(
    { service: 's3', operation: 'GetObject', principal: accountPrincipal(account) },
    input,
  );
  if (Body instanceof Uint8Array) return Buffer.from(Body).toString();
  const chunks: Uint8Array[] = [];
  // Within the cloud a streamed body is Node's own stream; the SDK's type says what a client makes of it.
  for await (const chunk of Body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
