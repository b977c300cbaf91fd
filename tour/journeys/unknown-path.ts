import assert from 'node:assert/strict';
import type { Journey } from './journey.ts';

export const unknownPath: Journey = {
  name: 'says of a path that it does not know which ones it does',
  async run({ ana }) {
    const { status, body } = await ana.get('/nowhere');
    assert.deepEqual(
      { status, path: body.path, method: body.method },
      { status: 404, path: '/nowhere', method: 'GET' },
    );
    const described = (await ana.get('/openapi.json')).body.paths;
    for (const endpoint of body.available_endpoints) {
      const [method, path] = endpoint.split(' ');
      assert.ok(described[path]?.[method.toLowerCase()], `${endpoint} is not in openapi.json`);
    }
  },
};
