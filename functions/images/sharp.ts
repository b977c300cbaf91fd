import { createRequire } from 'node:module';
import type Sharp from 'sharp';

// By require, because Lambda adds layers to NODE_PATH, and Node looks there for CommonJS only.
const require = createRequire(import.meta.url);
const sharp: typeof Sharp = require('sharp');

// libvips reads dozens of formats; what nobody uploads on purpose (SVG, PDF, camera raw …) is only an open door.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
});
// Every image is seen once: a cache of operations would only hold memory.
sharp.cache(false);

export { sharp };
