import aslValidator from 'asl-validator';
import jsonata from 'jsonata';
import { allStates, readStateMachine, stateMachineNames } from './support/state-machine-files.ts';

describe.each(stateMachineNames())('the state machine %s', (name) => {
  const machine = readStateMachine(name);
  const states = allStates(machine);
  const tasks = states.filter(({ state }) => state.Type === 'Task');

  test('is valid Amazon States Language', () => {
    const { errors } = aslValidator(machine);
    expect(errors).toEqual([]);
  });

  test('speaks JSONata that parses', () => {
    for (const [, expression] of JSON.stringify(machine).matchAll(/"\{%(.*?)%\}"/g)) {
      expect(() => jsonata(JSON.parse(`"${expression}"`))).not.toThrow();
    }
  });

  test.each(tasks)('lets no task wait for ever: $name has a timeout', ({ state }) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
  });

  test.each(tasks)('tries again with growing, bounded, fully jittered waits: $name', ({ state }) => {
    expect(state.Retry?.length).toBeGreaterThan(0);
    for (const retrier of state.Retry ?? []) {
      expect(retrier).toMatchObject({
        BackoffRate: expect.any(Number),
        MaxDelaySeconds: expect.any(Number),
        MaxAttempts: expect.any(Number),
        JitterStrategy: 'FULL',
      });
    }
  });

  test.each(tasks)('lets no error pass uncaught: $name', ({ caught }) => {
    expect(caught).toBe(true);
  });
});
