import { gzipSync } from 'node:zlib';

/** How headers of audio answers carry documents: JSON, gzip, base64. */
export const packed = (document: unknown): string => gzipSync(JSON.stringify(document)).toString('base64');
