import { parseStage } from '../../lib/config.ts';

describe('the stage', () => {
  test('is dev when nothing was said', () => {
    expect(parseStage(undefined).name).toBe('dev');
  });

  test.each(['dev', 'stg', 'prod'])('may be %s', (name) => {
    expect(parseStage(name).name).toBe(name);
  });

  test.each(['test', 'DEV', '', 7])('may not be %j: the error says what it may be', (name) => {
    expect(() => parseStage(name)).toThrow(`stage is ${JSON.stringify(name)}, and must be one of dev, stg, prod`);
  });
});
