import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { bundle } from './bundle.ts';

/** A BundleRequest in JSON comes in, BundleSources in JSON go out. */
const request = z.object({
  projectRoot: z.string(),
  bundles: z.string(),
  sourceMaps: z.string(),
  names: z.array(z.string()),
});

const STANDARD_INPUT = 0;
const sources = await bundle(request.parse(JSON.parse(readFileSync(STANDARD_INPUT, 'utf8'))));
process.stdout.write(JSON.stringify(sources));
