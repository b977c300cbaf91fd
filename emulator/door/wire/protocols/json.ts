import { AwsError } from '../../errors.ts';
import { errorMembers } from '../error-body.ts';
import { AWS_JSON, JsonCodec } from '../json.ts';
import type { WireProtocol } from '../protocol.ts';
import { queryCode } from '../query-code.ts';
import { readBody } from '../request.ts';

const codec = new JsonCodec(AWS_JSON);

/** AWS JSON 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html). */
export function jsonProtocol(version: '1.0' | '1.1'): WireProtocol {
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    async decode({ message }, { model }) {
      const target = String(message.headers['x-amz-target']);
      const operation = target.slice(target.lastIndexOf('.') + 1);
      const body = parseJson(await readBody(message));
      const schema = model.operations.get(operation)?.input;
      return { operation, input: schema ? (codec.read(schema, body) ?? {}) : body };
    },
    encode(output, operation, { model }) {
      const schema = model.operations.get(operation)?.output;
      const body = schema?.isStructSchema() ? JSON.stringify(codec.write(schema, output ?? {})) : '{}';
      return { status: 200, headers, body };
    },
    encodeError(error, { model, service }) {
      const shape = model.error(error.code);
      const body = { __type: error.code, ...errorMembers(error, shape, codec) };
      const fault = error.fault === 'client' ? 'Sender' : 'Receiver';
      const compatible: Record<string, string> = service.queryCompatible
        ? { 'x-amzn-query-error': `${queryCode(error, shape)};${fault}` }
        : {};
      return { status: error.status, headers: { ...headers, ...compatible }, body: JSON.stringify(body) };
    },
  };
}

/** @throws AwsError SerializationException */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not valid JSON', { cause });
  }
}
