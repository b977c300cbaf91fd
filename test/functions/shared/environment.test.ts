import * as z from 'zod';
import { count, EnvironmentError, parseEnvironment, text } from '../../../functions/shared/environment.ts';

describe('the environment of a function', () => {
  const schema = z.object({ BUCKET: text, MAX_BYTES: count });

  test('is read once, with numbers as numbers', () => {
    expect(parseEnvironment(schema, { BUCKET: 'b', MAX_BYTES: '5', OTHER: 'x' })).toEqual({
      BUCKET: 'b',
      MAX_BYTES: 5,
    });
  });

  test('names every variable that is missing or wrong', () => {
    const parse = () => parseEnvironment(schema, { MAX_BYTES: 'many' });

    expect(parse).toThrow(EnvironmentError);
    expect(parse).toThrow(/BUCKET: .*expected string.*MAX_BYTES: .*expected number/);
  });
});
