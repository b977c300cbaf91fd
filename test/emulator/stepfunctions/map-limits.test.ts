import { machineRoom, only } from './support/machine-room.ts';

const processor = (Mode: string) => ({
  ProcessorConfig: { Mode, ...(Mode === 'DISTRIBUTED' ? { ExecutionType: 'STANDARD' } : {}) },
  StartAt: 'Pass',
  States: { Pass: { Type: 'Pass', End: true } },
});

describe('The limits of a Map state', () => {
  test.each([
    ['MaxConcurrency', 'INLINE', -1, 'negative'],
    ['MaxConcurrency', 'DISTRIBUTED', -1, 'negative'],
    ['MaxConcurrency', 'DISTRIBUTED', 1.5, 'not a valid integer'],
    ['ToleratedFailureCount', 'DISTRIBUTED', -1, 'negative'],
    ['ToleratedFailureCount', 'DISTRIBUTED', 1.5, 'not a valid integer'],
    ['ToleratedFailurePercentage', 'DISTRIBUTED', -0.1, 'negative'],
    ['ToleratedFailurePercentage', 'DISTRIBUTED', 100.1, 'greater than 100'],
  ])('%s of a Map in %s mode fails the state when it is %d', async (name, mode, limit, problem) => {
    const room = await machineRoom();
    const map = { Type: 'Map', ItemProcessor: processor(mode) };
    const byPath = only({ ...map, ItemsPath: '$.items', [`${name}Path`]: '$.limit' });
    const fromPath = await room.run(byPath, { items: [1], limit });
    expect(fromPath).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(fromPath.cause).toContain(`The ${name}Path field refers to value "${limit}" which is ${problem}: $.limit`);
    const byExpression = { ...map, QueryLanguage: 'JSONata', Items: [1], [name]: '{% $states.input.limit %}' };
    const fromExpression = await room.run(only(byExpression), { limit });
    expect(fromExpression).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  test('a percentage of failures beyond 100 is refused when the machine is made', async () => {
    const room = await machineRoom();
    const definition = only({
      Type: 'Map',
      ToleratedFailurePercentage: 101,
      ItemProcessor: processor('DISTRIBUTED'),
    });
    await expect(room.create(definition)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});
