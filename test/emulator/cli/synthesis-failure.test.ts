import { failureOf } from '../../../emulator/cli/synthesis-failure.ts';

const DIRECTORY = '/home/ana/shop';

describe('why a synthesis failed', () => {
  it('is the message of the error that was thrown, and where', () => {
    const printed = `file:///home/ana/shop/lib/config.ts:128
  if (!found) throw new Error('stage must be one of dev, prod');
                    ^

Error: stage must be one of dev, prod
    at parseStage (file:///home/ana/shop/lib/config.ts:128:21)
    at file:///home/ana/shop/bin/shop.ts:12:15 {
  [cause]: SyntaxError: something else
      at JSON.parse (<anonymous>)

Node.js v24.21.0
`;
    expect(failureOf(printed, DIRECTORY)).toBe('stage must be one of dev, prod (lib/config.ts:128)');
  });

  it('is what the compiler says of a source that it cannot read', () => {
    const printed = `node:internal/modules/run_main:107
    triggerUncaughtException(
    ^

file:///home/ana/shop/lib/config.ts:131
const x: = 3
         ^

SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Unexpected token \`=\`
    at parseTypeScript (node:internal/modules/typescript:72:36)
`;
    expect(failureOf(printed, DIRECTORY)).toBe('Unexpected token `=` (lib/config.ts:131)');
  });

  it('takes every line of the message, and no place in a library', () => {
    const printed = `file:///home/ana/shop/node_modules/esbuild/lib/main.js:1752
Error: Build failed with 1 error:
functions/resize.ts:55:10: ERROR: Unexpected "="
    at failureErrorWithLog (/home/ana/shop/node_modules/esbuild/lib/main.js:1752:15)
`;
    expect(failureOf(printed, DIRECTORY)).toBe(
      'Build failed with 1 error: functions/resize.ts:55:10: ERROR: Unexpected "="',
    );
  });

  it('is all that was printed when Node did not print an error', () => {
    expect(failureOf('/bin/sh: 1: pythn: not found\n', DIRECTORY)).toBe('/bin/sh: 1: pythn: not found');
  });
});
