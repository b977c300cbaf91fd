import { type Functions, startFunctions } from './support/functions.ts';

describe('Invoke', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());

  it('answers what an async handler returns', async () => {
    await functions.create('echo', 'export const handler = async (event) => ({ got: event });');
    expect(await functions.invoke('echo', { a: [1, 'zwei'] })).toMatchObject({
      value: { got: { a: [1, 'zwei'] } },
      status: 200,
      version: '$LATEST',
      error: undefined,
    });
  });
});
