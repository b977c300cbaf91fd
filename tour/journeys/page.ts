import assert from 'node:assert/strict';
import type { Journey } from './journey.ts';

export const page: Journey = {
  name: 'serves the page, which is told where everything is',
  async run({ deployment }) {
    const url = await deployment.output('site', 'WebUrl');
    const html = await fetch(`${url}/`);
    assert.equal(html.status, 200);
    assert.match(await html.text(), /<script type="module"/);
    const config = JSON.parse(await (await fetch(`${url}/config.json`)).text());
    assert.equal(config.apiUrl, await deployment.output('api', 'ApiUrl'));
    assert.equal(config.webSocketUrl, await deployment.output('chat', 'WebSocketUrl'));
  },
};
