import { PROJECT_ROOT } from '../../project-root.ts';
import { BUNDLES, FunctionSources, SOURCE_MAPS } from '../function-sources.ts';
import { bundle } from './bundle.ts';

/** The build command of cdk.json: bundles those functions of which something has changed. */
const sources = new FunctionSources();
const names = sources.changed();
if (names.length > 0) {
  const inputs = await bundle({ projectRoot: PROJECT_ROOT, bundles: BUNDLES, sourceMaps: SOURCE_MAPS, names });
  sources.manifest.remember(new Map(Object.entries(inputs)));
}
