import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { type Traits, traitsOf } from './model.ts';
import { readTimestamp, type TimestampFormat, timestampFormat, writeTimestamp } from './timestamps.ts';

/** What differs between the users of JSON: the JSON protocols, REST JSON, CBOR, and Step Functions' SDK integrations. */
export interface JsonDialect {
  /** The name of a member on the wire. */
  readonly memberName: (member: string, traits: Traits) => string;
  readonly timestamps: TimestampFormat | 'native';
  /** `native` keeps bytes as they are (CBOR); `text` takes any JSON as its UTF-8 text and writes bytes as text. */
  readonly blobs: 'base64' | 'native' | 'text';
  /** Takes an object or array for a string as its JSON text. */
  readonly textOfJson?: true;
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export const AWS_JSON: JsonDialect = { memberName: (member) => member, timestamps: 'epoch-seconds', blobs: 'base64' };

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const REST_JSON: JsonDialect = {
  memberName: (member, traits) => traits.jsonName ?? member,
  timestamps: 'epoch-seconds',
  blobs: 'base64',
};

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const CBOR: JsonDialect = { memberName: (member) => member, timestamps: 'native', blobs: 'native' };

/**
 * Step Functions' SDK integrations: members in PascalCase whatever the API calls them, timestamps in ISO 8601
 * (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
 */
export const STATES_SDK_INTEGRATION: JsonDialect = {
  memberName: (member) => member.charAt(0).toUpperCase() + member.slice(1),
  timestamps: 'date-time',
  blobs: 'text',
  textOfJson: true,
};

type Convert = (value: unknown, path: string) => unknown;

/** Reads and writes the members of a model's structures as JSON; converters are made once per shape and kept. */
export class JsonCodec {
  readonly #dialect: JsonDialect;
  readonly #readers = new Map<unknown, Convert>();
  readonly #writers = new Map<unknown, Convert>();

  constructor(dialect: JsonDialect) {
    this.#dialect = dialect;
  }

  /**
   * From parsed JSON to what an operation takes: members that the model does not know are dropped, base64 becomes
   * bytes, timestamps become Dates.
   *
   * @throws AwsError SerializationException naming the path of a value of the wrong type
   */
  read(schema: NormalizedSchema, value: unknown, path = ''): unknown {
    return value === null || value === undefined ? undefined : this.#reader(schema)(value, path);
  }

  /** From what an operation answers to JSON values; undefined members are left out. */
  write(schema: NormalizedSchema, value: unknown): unknown {
    return value === null || value === undefined ? undefined : this.#writer(schema)(value, '');
  }

  #reader(schema: NormalizedSchema): Convert {
    return this.#made(this.#readers, schema, () => this.#makeReader(schema));
  }

  #writer(schema: NormalizedSchema): Convert {
    return this.#made(this.#writers, schema, () => this.#makeWriter(schema));
  }

  /** Structures recur (AttributeValue holds AttributeValues), so a converter is known before it is made. */
  #made(known: Map<unknown, Convert>, schema: NormalizedSchema, make: () => Convert): Convert {
    const key = schema.getSchema();
    const ready = known.get(key);
    if (ready) return ready;
    let made: Convert | undefined;
    known.set(key, (value, path) => {
      if (!made) throw new Error(`The converter of ${schema.getName()} was used while it was made`);
      return made(value, path);
    });
    made = make();
    known.set(key, made);
    return made;
  }

  #makeReader(schema: NormalizedSchema): Convert {
    if (schema.isListSchema()) return this.#listReader(schema);
    if (schema.isMapSchema()) return this.#mapReader(schema);
    if (schema.isStructSchema()) return this.#structReader(schema);
    if (schema.isBlobSchema()) return BLOB_READERS[this.#dialect.blobs];
    if (schema.isTimestampSchema()) {
      return (value, path) => readTimestamp(value) ?? wrongType(path, value, 'a timestamp');
    }
    if (schema.isBooleanSchema()) return expect('boolean', 'a Boolean');
    if (schema.isNumericSchema()) return readNumber;
    if (schema.isStringSchema()) return this.#dialect.textOfJson ? readStringOrJson : readString;
    return (value) => value;
  }

  #listReader(schema: NormalizedSchema): Convert {
    const item = this.#reader(schema.getValueSchema());
    return (value, path) =>
      Array.isArray(value)
        ? value.map((entry, index) => (entry === null ? null : item(entry, `${path}[${index}]`)))
        : wrongType(path, value, 'a List');
  }

  #mapReader(schema: NormalizedSchema): Convert {
    const item = this.#reader(schema.getValueSchema());
    return (value, path) => {
      if (!isRecord(value)) return wrongType(path, value, 'a Map');
      const result: Record<string, unknown> = {};
      for (const key in value) {
        const entry = value[key];
        if (entry !== null) setOwn(result, key, item(entry, `${path}.${key}`));
      }
      return result;
    };
  }

  #structReader(schema: NormalizedSchema): Convert {
    const members = this.#members(schema, (member) => this.#reader(member));
    return (value, path) => {
      if (!isRecord(value)) return wrongType(path, value, 'a Structure');
      const result: Record<string, unknown> = {};
      for (const key in value) {
        const member = members.get(key);
        const entry = value[key];
        if (member && entry !== null && entry !== undefined) {
          result[member.name] = member.convert(entry, path ? `${path}.${key}` : key);
        }
      }
      return result;
    };
  }

  #makeWriter(schema: NormalizedSchema): Convert {
    if (schema.isListSchema()) {
      const item = this.#writer(schema.getValueSchema());
      return (value) => (value as unknown[]).map((entry) => (entry === null ? null : item(entry, '')));
    }
    if (schema.isMapSchema()) return this.#mapWriter(schema);
    if (schema.isStructSchema()) return this.#structWriter(schema);
    if (schema.isBlobSchema()) return BLOB_WRITERS[this.#dialect.blobs];
    if (schema.isTimestampSchema()) return this.#timestampWriter(schema);
    return (value) => value;
  }

  #mapWriter(schema: NormalizedSchema): Convert {
    const item = this.#writer(schema.getValueSchema());
    return (value) => {
      const result: Record<string, unknown> = {};
      for (const [key, entry] of Object.entries(value as object)) {
        if (entry !== undefined) setOwn(result, key, entry === null ? null : item(entry, ''));
      }
      return result;
    };
  }

  #structWriter(schema: NormalizedSchema): Convert {
    const members = [...schema.structIterator()].map(([name, member]) => ({
      name,
      wireName: this.#dialect.memberName(name, traitsOf(member)),
      convert: this.#writer(member),
    }));
    return (value) => {
      const result: Record<string, unknown> = {};
      for (const { name, wireName, convert } of members) {
        const entry = (value as Record<string, unknown>)[name];
        if (entry !== undefined && entry !== null) result[wireName] = convert(entry, '');
      }
      return result;
    };
  }

  #timestampWriter(schema: NormalizedSchema): Convert {
    const { timestamps } = this.#dialect;
    if (timestamps === 'native') return (value) => value;
    const format = timestampFormat(schema, timestamps);
    return (value) => writeTimestamp(value as Date, timestamps === 'date-time' ? 'date-time' : format);
  }

  #members(schema: NormalizedSchema, convert: (member: NormalizedSchema) => Convert) {
    return new Map(
      [...schema.structIterator()].map(([name, member]) => [
        this.#dialect.memberName(name, traitsOf(member)),
        { name, convert: convert(member) },
      ]),
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `__proto__` is a key like any other in what clients send. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, writable: true });
  else target[key] = value;
}

const expect =
  (type: 'boolean' | 'string', expected: string): Convert =>
  (value, path) =>
    typeof value === type ? value : wrongType(path, value, expected);

const readNumber: Convert = (value, path) => {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return wrongType(path, value, 'a Number');
};

const expectBytes: Convert = (value, path) => (value instanceof Uint8Array ? value : wrongType(path, value, 'a Blob'));

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const readBase64: Convert = (value, path) => {
  if (typeof value !== 'string' || !BASE64.test(value)) return wrongType(path, value, 'a base64 encoded Blob');
  return new Uint8Array(Buffer.from(value, 'base64'));
};

const writeBase64: Convert = (value) =>
  (typeof value === 'string' ? Buffer.from(value) : Buffer.from(value as Uint8Array)).toString('base64');

const readString = expect('string', 'a String');

const readStringOrJson: Convert = (value, path) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : readString(value, path);

const readText: Convert = (value) =>
  new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

const writeText: Convert = (value) =>
  typeof value === 'string' ? value : Buffer.from(value as Uint8Array).toString('utf8');

const BLOB_READERS = { base64: readBase64, native: expectBytes, text: readText };

const BLOB_WRITERS = { base64: writeBase64, native: (value: unknown) => value, text: writeText };

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'STRING_VALUE',
  number: 'NUMBER_VALUE',
  bigint: 'NUMBER_VALUE',
  boolean: 'BOOLEAN_VALUE',
  object: 'OBJECT_VALUE',
};

function wrongType(path: string, value: unknown, expected: string): never {
  const found = Array.isArray(value) ? 'ARRAY_VALUE' : (TYPE_NAMES[typeof value] ?? typeof value);
  throw new AwsError(
    'SerializationException',
    `${found} can not be converted to ${expected} (at ${path || 'the body'})`,
  );
}
