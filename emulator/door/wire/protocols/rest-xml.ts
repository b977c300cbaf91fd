import type { Readable } from 'node:stream';
import { AwsError } from '../../errors.ts';
import type { WireAnswer } from '../answer.ts';
import { AwsChunkedDecoder, isAwsChunked } from '../aws-chunked.ts';
import type { OperationModel, ServiceModel } from '../model.ts';
import type { WireProtocol } from '../protocol.ts';
import { xmlCode } from '../query-code.ts';
import { plainHeaders, readBody, type WireRequest, withBucketInPath } from '../request.ts';
import { type RestAnswer, readRest, writeRest } from '../rest.ts';
import { RestRoutes } from '../rest-route.ts';
import { escapeXml, readXml, xmlWriter } from '../xml.ts';

const writer = xmlWriter('date-time');
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const CONTENT_TYPE = 'application/xml';

/** AWS REST XML as S3 speaks it (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html). */
export function restXmlProtocol(): WireProtocol {
  const routes = new Map<ServiceModel, RestRoutes>();
  return {
    async decode(received, { model, service }) {
      const known = routes.get(model) ?? new RestRoutes(model, true);
      routes.set(model, known);
      const request = withBucketInPath(received);
      const rest = { ...request, headers: request.message.headers };
      const match = known.match(rest);
      if (!match) throw noSuchMethod(request);
      const body = { bytes: () => bytesOf(request), stream: () => streamOf(request) };
      const input = await readRest(match, rest, body, (schema, bytes) =>
        bytes.length > 0 ? readXml(schema, bytes, service.xmlNamespace ?? '') : undefined,
      );
      return { operation: match.operation.name, input };
    },
    encode(output, operation, { model, service }) {
      const known = model.operations.get(operation);
      const status = known?.http?.status ?? 200;
      if (!known?.output.isStructSchema()) return { status, headers: {}, body: undefined };
      const values = (output ?? {}) as Record<string, unknown>;
      // The one status that S3's model does not know of: a part of an object.
      const found = values.ContentRange === undefined ? status : 206;
      return encodeBody(known, values, writeRest(known.output, values, found), service.xmlNamespace);
    },
    encodeError(error, { model }, request, requestId) {
      const status = model.error(error.code)?.status ?? error.status;
      const bodiless = request.method === 'HEAD' || status === 304;
      const headers = { 'content-type': CONTENT_TYPE, ...error.headers };
      return { status, headers, body: bodiless ? undefined : errorBody(error, request, requestId) };
    },
  };
}

async function bytesOf(request: WireRequest): Promise<Uint8Array> {
  if (!isAwsChunked(plainHeaders(request.message))) return readBody(request.message);
  const chunks: Buffer[] = [];
  for await (const chunk of streamOf(request)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function streamOf({ message }: WireRequest): Readable {
  if (!isAwsChunked(plainHeaders(message))) return message;
  const decoder = new AwsChunkedDecoder();
  message.on('error', (error) => decoder.destroy(error));
  return message.pipe(decoder);
}

function encodeBody(
  operation: OperationModel,
  output: Record<string, unknown>,
  answer: RestAnswer,
  namespace: string | undefined,
): WireAnswer {
  const { payload } = answer;
  if (payload && !payload.schema.isStructSchema()) {
    return { ...answer, body: payload.value as string | Uint8Array | Readable | undefined };
  }
  const schema = payload?.schema ?? operation.output;
  const value = payload ? payload.value : output;
  if (answer.status === 204 || value === undefined || (!payload && !hasBody(operation)))
    return { ...answer, body: undefined };
  const root = schema.getMergedTraits().xmlName ?? schema.getName() ?? operation.name;
  const headers = { 'content-type': CONTENT_TYPE, ...answer.headers };
  return { ...answer, headers, body: DECLARATION + element(operation, String(root), schema, value, namespace) };
}

function element(
  operation: OperationModel,
  root: string,
  schema: OperationModel['output'],
  value: unknown,
  namespace: string | undefined,
): string {
  // The one answer whose only member is the root itself (trait s3UnwrappedXmlOutput, which the SDK's schema leaves out).
  if (operation.name === 'GetBucketLocation') {
    const { LocationConstraint = '' } = value as { LocationConstraint?: string };
    return `<${root} xmlns="${namespace}">${escapeXml(LocationConstraint)}</${root}>`;
  }
  return writer.element(root, schema, value, namespace);
}

function hasBody({ output }: OperationModel): boolean {
  return [...output.structIterator()].some(([, member]) => {
    const traits = member.getMergedTraits();
    return !traits.httpHeader && traits.httpPrefixHeaders === undefined && !traits.httpResponseCode;
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function errorBody(error: AwsError, request: WireRequest, requestId: string): string {
  const members = Object.entries(error.members).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return [
    `${DECLARATION}<Error><Code>${xmlCode(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`,
    ...members,
    `<Resource>${escapeXml(request.path)}</Resource><RequestId>${requestId}</RequestId><HostId>telar</HostId></Error>`,
  ].join('');
}

function noSuchMethod({ method, path }: WireRequest): AwsError {
  return new AwsError(
    'MethodNotAllowed',
    `The specified method is not allowed against this resource: ${method} ${path}`,
    {
      status: 405,
    },
  );
}
