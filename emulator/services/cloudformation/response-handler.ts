import type { IncomingMessage } from 'node:http';
import { type CustomResources, RESPONSE_PATH } from '../../template/custom-resources.ts';

/** Takes the answers of custom resources' providers: PUT of a JSON document to the URL that their request carried. */
export const responseHandler = (providers: CustomResources) => async (message: IncomingMessage) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const token = decodeURIComponent(new URL(message.url ?? '', 'http://localhost').pathname.slice(RESPONSE_PATH.length));
  const isTaken = message.method === 'PUT' && providers.respond(token, Buffer.concat(chunks).toString());
  return { status: isTaken ? 200 : 403, headers: {}, body: undefined };
};
