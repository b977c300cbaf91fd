import { Readable } from 'node:stream';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Door } from '../../../door/door.ts';
import type { ServiceDefinition } from '../../../door/service.ts';
import { AWS_JSON, JsonCodec, STATES_SDK_INTEGRATION } from '../../../door/wire/json.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../../../door/wire/model.ts';
import type { JsonObject } from '../json.ts';
import { unknownField } from './input-validation.ts';
import type { SdkCodec } from './integration.ts';
import { mockProblem } from './mock-validation.ts';
import { constraintsOf } from './model-constraints/model-constraints.ts';
import { queryResponseLength } from './query-response.ts';

/** The codec by the SDK's own schemas, for every service behind the door. */
export function createSdkCodec(door: Door): SdkCodec {
  const states = new JsonCodec(STATES_SDK_INTEGRATION);
  const wire = new JsonCodec(AWS_JSON);
  const definitionOf = (service: string): ServiceDefinition => {
    const definition = door.services().find(({ name }) => name === service);
    if (!definition) throw new Error(`There is no service ${service}`);
    return definition;
  };
  const modelOf = (service: string): ServiceModel => loadModel(definitionOf(service).sdk);
  const operationOf = (service: string, operation: string): OperationModel => {
    const found = modelOf(service).operations.get(operation);
    if (!found) throw new Error(`The model of ${service} has no operation ${operation}`);
    return found;
  };
  return {
    decode: (service, operation, parameters) => states.read(operationOf(service, operation).input, parameters) ?? {},
    async encode(service, operation, output) {
      const { output: schema } = operationOf(service, operation);
      return (states.write(schema, await withoutStreams(schema, output)) ?? {}) as JsonObject;
    },
    errorShape(service, code) {
      const model = modelOf(service);
      return [code, `${code}Exception`].find((name) => model.error(name) !== undefined);
    },
    wireCode(service, code) {
      const { protocol, sdk } = definitionOf(service);
      return (protocol === 'query' ? loadModel(sdk).error(code)?.queryCode : undefined) ?? code;
    },
    mockProblem: (service, operation, output, mode) =>
      mockProblem(operationOf(service, operation).output, output, mode, constraintsOf(definitionOf(service).sdk)),
    unknownField: (service, operation, template) => unknownField(operationOf(service, operation).input, template),
    responseLength(service, operation, output) {
      const { output: schema } = operationOf(service, operation);
      const { protocol, xmlNamespace = '' } = definitionOf(service);
      if (protocol === 'query') return queryResponseLength(operation, schema, output, xmlNamespace);
      return Buffer.byteLength(JSON.stringify(wire.write(schema, output) ?? {}));
    },
  };
}

/** A streamed body, such as that of GetObject, as bytes. */
async function withoutStreams(schema: NormalizedSchema, output: unknown): Promise<unknown> {
  if (typeof output !== 'object' || output === null || !schema.isStructSchema()) return output;
  const result: Record<string, unknown> = { ...output };
  for (const [name, value] of Object.entries(result)) {
    if (value instanceof Readable) result[name] = await collectStream(value);
  }
  return result;
}

export async function collectStream(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
