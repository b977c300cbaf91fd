import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Account } from '../runtime/account.ts';
import type { Assets } from './resource-type.ts';

const manifestSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * The file assets of an assembly, by the bucket and key where a deployment on AWS would have put them. Here they stay
 * where they are: a directory that would be zipped is used as a directory.
 */
export class AssetIndex implements Assets {
  readonly #paths = new Map<string, string>();
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  /** Takes in an asset manifest (`*.assets.json`). */
  add(directory: string, manifestFile: string): void {
    const { files } = manifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
    for (const { source, destinations } of Object.values(files)) {
      // An asset without a path is built by a command at deployment; its location stays unknown here.
      if (source.path === undefined) continue;
      for (const { bucketName, objectKey } of Object.values(destinations))
        this.#paths.set(
          locationKey(this.#resolve(bucketName), this.#resolve(objectKey)),
          resolve(directory, source.path),
        );
    }
  }

  locate(bucket: string, key: string): string | undefined {
    return this.#paths.get(locationKey(bucket, key));
  }

  #resolve(text: string): string {
    const { id, region, partition } = this.#account;
    return text
      .replaceAll(`\${AWS::AccountId}`, id)
      .replaceAll(`\${AWS::Region}`, region)
      .replaceAll(`\${AWS::Partition}`, partition);
  }
}

const locationKey = (bucket: string, key: string): string => `${bucket}/${key}`;
