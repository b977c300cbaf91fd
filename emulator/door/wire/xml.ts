import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../errors.ts';
import { memberTraitsOf, traitsOf } from './model.ts';
import { type TimestampFormat, timestampFormat, writeTimestamp } from './timestamps.ts';

/** XML by the traits of https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings. */
export interface XmlWriter {
  /** One element named `name` that holds `value`, without the XML declaration. */
  element(name: string, schema: NormalizedSchema, value: unknown, namespace?: string): string;
}

/** Characters that XML 1.0 cannot carry even escaped, which is why S3 has encoding-type=url. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/** @param timestamps the protocol's own format, for timestamps that name none */
export function xmlWriter(timestamps: TimestampFormat): XmlWriter {
  const element: XmlWriter['element'] = (name, schema, value, namespace) => {
    const attributes = namespace ? ` xmlns="${namespace}"` : '';
    if (schema.isStructSchema()) return struct(name, schema, value as Record<string, unknown>, attributes);
    return `<${name}${attributes}>${content(schema, value)}</${name}>`;
  };

  const struct = (name: string, schema: NormalizedSchema, value: Record<string, unknown>, attributes: string) => {
    let inside = '';
    let allAttributes = attributes;
    for (const [member, memberSchema] of schema.structIterator()) {
      const entry = value[member];
      const traits = traitsOf(memberSchema);
      if (entry === undefined || entry === null || isBoundToHttp(memberSchema)) continue;
      const wireName = memberTraitsOf(memberSchema).xmlName ?? member;
      if (traits.xmlAttribute) allAttributes += ` ${wireName}="${escapeXml(scalar(memberSchema, entry))}"`;
      else inside += memberElements(wireName, memberSchema, entry);
    }
    return `<${name}${allAttributes}${namespaceOf(schema)}>${inside}</${name}>`;
  };

  const memberElements = (name: string, schema: NormalizedSchema, value: unknown): string => {
    if (!traitsOf(schema).xmlFlattened) return element(name, schema, value);
    if (schema.isListSchema()) {
      return (value as unknown[]).map((item) => element(name, schema.getValueSchema(), item)).join('');
    }
    return entries(schema, value)
      .map((entry) => `<${name}>${entry}</${name}>`)
      .join('');
  };

  const content = (schema: NormalizedSchema, value: unknown): string => {
    if (schema.isListSchema()) {
      const item = schema.getValueSchema();
      const name = traitsOf(item).xmlName ?? 'member';
      return (value as unknown[]).map((entry) => element(name, item, entry)).join('');
    }
    if (schema.isMapSchema()) {
      return entries(schema, value)
        .map((entry) => `<entry>${entry}</entry>`)
        .join('');
    }
    return escapeXml(scalar(schema, value));
  };

  const entries = (schema: NormalizedSchema, value: unknown): string[] => {
    const key = traitsOf(schema.getKeySchema()).xmlName ?? 'key';
    const valueName = traitsOf(schema.getValueSchema()).xmlName ?? 'value';
    return Object.entries(value as object).map(
      ([name, entry]) => `<${key}>${escapeXml(name)}</${key}>${element(valueName, schema.getValueSchema(), entry)}`,
    );
  };

  const scalar = (schema: NormalizedSchema, value: unknown): string => {
    if (value instanceof Date) return String(writeTimestamp(value, timestampFormat(schema, timestamps)));
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    return String(value);
  };

  return { element };
}

function namespaceOf(schema: NormalizedSchema): string {
  const namespace = schema.isMemberSchema() ? traitsOf(schema).xmlNamespace : undefined;
  if (!namespace) return '';
  const [prefix, uri] = Array.isArray(namespace) ? namespace : ['', namespace];
  return prefix ? ` xmlns:${prefix}="${uri}"` : ` xmlns="${uri}"`;
}

/** Members that travel in the status line, headers or query are no part of the body. */
export function isBoundToHttp(member: NormalizedSchema): boolean {
  const traits = traitsOf(member);
  return Boolean(
    traits.httpHeader || traits.httpQuery || traits.httpPrefixHeaders || traits.httpLabel || traits.httpResponseCode,
  );
}

/**
 * Reads an XML document into the structure that the schema describes.
 *
 * @throws AwsError MalformedXML
 */
export function readXml(schema: NormalizedSchema, bytes: Uint8Array, xmlNamespace: string): unknown {
  try {
    const reader = new XmlShapeDeserializer({
      xmlNamespace,
      serviceNamespace: '',
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: true,
    });
    return reader.read(schema, bytes);
  } catch (cause) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      { cause },
    );
  }
}
