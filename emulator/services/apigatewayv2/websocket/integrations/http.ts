import { withStageVariables } from '../../http/lambda-call.ts';
import { exchange } from './http-exchange.ts';
import type { Integrate, IntegrationCall } from './integration.ts';
import { mappedRequest } from './mapped-request.ts';

/** Headers of a handshake that concern the connection and not the backend. */
const OF_THE_HANDSHAKE = /^(?:host|sec-websocket-.*)$/i;

/** HTTP: the backend gets what templates and parameter mappings make. */
export const httpIntegration: Integrate = (call) => {
  const { body, headers, query, path } = mappedRequest(call);
  return send(call, { body, headers: { 'content-type': 'application/json', ...headers }, query, path });
};

/** HTTP_PROXY: the backend gets the message as it came, and the handshake's headers with a handshake. */
export const httpProxy: Integrate = (call) => {
  const { body, headers, query, path } = mappedRequest({
    ...call,
    integration: { ...call.integration, record: { ...call.integration.record, RequestTemplates: {} } },
  });
  const given = Object.entries(call.request.handshake?.headers ?? {}).filter(([name]) => !OF_THE_HANDSHAKE.test(name));
  const own = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
  return send(call, {
    body,
    headers: { 'content-type': 'application/json', ...own, ...headers },
    query: { ...call.request.handshake?.query, ...query },
    path,
  });
};

function send({ integration, request, ports }: IntegrationCall, mapped: ReturnType<typeof mappedRequest>) {
  const { IntegrationUri = '', IntegrationMethod = 'POST' } = integration.record;
  const named = withStageVariables(IntegrationUri, request.deployed.stage.StageVariables);
  const filled = named.replace(/\{([\w-]+)\}/g, (whole, name: string) =>
    name in mapped.path ? encodeURIComponent(mapped.path[name] ?? '') : whole,
  );
  const url = new URL(filled);
  for (const [name, value] of Object.entries(mapped.query)) url.searchParams.set(name, value);
  const method = IntegrationMethod === 'ANY' ? 'POST' : IntegrationMethod;
  return exchange({ url, method, headers: mapped.headers, body: mapped.body, allowNetwork: ports.allowNetwork });
}
