import assert from 'node:assert/strict';
import { handshakeRefusal } from '../chatter.ts';
import type { Journey } from './journey.ts';

export const strangers: Journey = {
  name: 'lets nobody in without a token, nor a member where admins go',
  async run({ deployment, nobody, ana }) {
    assert.equal((await nobody.get('/images')).status, 401);
    assert.equal(await handshakeRefusal(deployment), 403);
    assert.equal((await ana.get('/dashboard')).status, 403);
  },
};
