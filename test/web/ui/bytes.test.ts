import { formatBytes } from '../../../web/src/ui/bytes.ts';

test.each([
  [0, 'en', '0 bytes'],
  [1, 'en', '1 byte'],
  [999, 'en', '999 bytes'],
  [1_000, 'en', '1 kB'],
  [1_530_000, 'en', '1.5 MB'],
  [1_530_000, 'es', '1,5 MB'],
  [2e15, 'en', '2,000 TB'],
])('%d bytes are written in %s as %s', (bytes, language, text) => {
  expect(formatBytes(bytes, language)).toBe(text);
});
