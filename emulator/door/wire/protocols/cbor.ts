import { cbor, dateToTag } from '@smithy/core/cbor';
import { AwsError } from '../../errors.ts';
import { errorMembers } from '../error-body.ts';
import { CBOR, JsonCodec } from '../json.ts';
import type { WireProtocol } from '../protocol.ts';
import { readBody } from '../request.ts';

const codec = new JsonCodec(CBOR);
const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
const OPERATION_PATH = /\/service\/[^/]+\/operation\/([^/]+)$/;

/** Smithy RPC v2 CBOR (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html). */
export const cborProtocol: WireProtocol = {
  async decode({ path, message }, { model }) {
    const operation = OPERATION_PATH.exec(path)?.[1] ?? '';
    const bytes = await readBody(message);
    const schema = model.operations.get(operation)?.input;
    const body = bytes.length > 0 ? untagged(parse(bytes)) : {};
    return { operation, input: schema ? (codec.read(schema, body) ?? {}) : body };
  },
  encode(output, operation, { model }) {
    const schema = model.operations.get(operation)?.output;
    const body = schema?.isStructSchema() ? codec.write(schema, output ?? {}) : {};
    return { status: 200, headers, body: cbor.serialize(tagged(body)) };
  },
  encodeError(error, { model }) {
    const shape = model.error(error.code);
    const body = { __type: error.code, ...errorMembers(error, shape, codec) };
    return { status: error.status, headers, body: cbor.serialize(tagged(body)) };
  },
};

function parse(bytes: Uint8Array): unknown {
  try {
    return cbor.deserialize(bytes);
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not valid CBOR', { cause });
  }
}

/** CBOR tag 1 is a time in epoch seconds (RFC 8949 section 3.4.2). */
function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value;
  if ('tag' in value && 'value' in value && value.tag === 1) return new Date(Number(value.value) * 1000);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, untagged(entry)]));
}

function tagged(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, tagged(entry)]));
}
