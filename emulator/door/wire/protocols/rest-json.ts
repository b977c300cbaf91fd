import { AwsError } from '../../errors.ts';
import { errorMembers } from '../error-body.ts';
import { JsonCodec, REST_JSON } from '../json.ts';
import type { ServiceModel } from '../model.ts';
import type { WireProtocol } from '../protocol.ts';
import { readBody, type WireRequest } from '../request.ts';
import { readRest, writeRest } from '../rest.ts';
import { RestRoutes } from '../rest-route.ts';
import { parseJson } from './json.ts';

const codec = new JsonCodec(REST_JSON);
const CONTENT_TYPE = 'application/json';

/** AWS REST JSON (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html). */
export function restJsonProtocol(): WireProtocol {
  const routes = new Map<ServiceModel, RestRoutes>();
  return {
    async decode(request, { model }) {
      const known = routes.get(model) ?? new RestRoutes(model, false);
      routes.set(model, known);
      const rest = { ...request, headers: request.message.headers };
      const match = known.match(rest);
      if (!match) throw unknownRoute(request);
      const body = { bytes: () => readBody(request.message), stream: () => request.message };
      const input = await readRest(match, rest, body, (schema, bytes) =>
        codec.read(schema, parseJson(Buffer.from(bytes))),
      );
      return { operation: match.operation.name, input };
    },
    encode(output, operation, { model }) {
      const known = model.operations.get(operation);
      if (!known?.output.isStructSchema()) return { status: known?.http?.status ?? 200, headers: {}, body: undefined };
      const answer = writeRest(known.output, (output ?? {}) as Record<string, unknown>, known.http?.status ?? 200);
      const { payload } = answer;
      if (
        payload &&
        !payload.schema.isStructSchema() &&
        !payload.schema.isMapSchema() &&
        !payload.schema.isListSchema()
      ) {
        return { ...answer, body: payload.value as string | Uint8Array | undefined };
      }
      const headers = { 'content-type': CONTENT_TYPE, ...answer.headers };
      if (payload)
        return { ...answer, headers, body: JSON.stringify(codec.write(payload.schema, payload.value) ?? {}) };
      if (answer.status === 204) return { ...answer, body: undefined };
      return { ...answer, headers, body: JSON.stringify(bodyOnly(known.output, output)) };
    },
    encodeError(error, { model }) {
      const shape = model.error(error.code);
      const type = shape?.members.has('Type') ? { Type: error.fault === 'client' ? 'User' : 'Service' } : {};
      return {
        status: shape?.status ?? error.status,
        headers: { 'content-type': CONTENT_TYPE, 'x-amzn-errortype': error.code, ...error.headers },
        body: JSON.stringify({ ...type, ...errorMembers(error, shape, codec) }),
      };
    },
  };
}

/** The output's JSON without the members that went into headers and status. */
function bodyOnly(schema: Parameters<JsonCodec['write']>[0], output: unknown): unknown {
  const rest = { ...(output as Record<string, unknown>) };
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.httpHeader || traits.httpPrefixHeaders !== undefined || traits.httpResponseCode) delete rest[name];
  }
  return codec.write(schema, rest);
}

function unknownRoute({ method, path }: WireRequest): AwsError {
  return new AwsError('UnknownOperationException', `No operation has the route ${method} ${path}`, { status: 404 });
}
