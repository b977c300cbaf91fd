import assert from 'node:assert/strict';
import type { Journey } from './journey.ts';

export const health: Journey = {
  name: 'says to anybody that all is well, of each thing that it stands on',
  async run({ nobody }) {
    const { status, body } = await nobody.get('/health');
    const down = body.dependencies.filter((one: { status: string }) => one.status === 'down');
    assert.deepEqual({ status, state: body.status, down }, { status: 200, state: 'healthy', down: [] });
  },
};
