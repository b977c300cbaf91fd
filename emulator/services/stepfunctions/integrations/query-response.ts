import type { NormalizedSchema } from '@smithy/core/schema';
import { xmlWriter } from '../../../door/wire/xml.ts';

const writer = xmlWriter('date-time');

/** Characters of a request id, a UUID. */
const REQUEST_ID_LENGTH = 36;

/**
 * Bytes of a response of AWS Query. AWS writes these indented, a line for each element, as
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Examples shows; the emulator's own responses
 * have no spaces between elements.
 */
export function queryResponseLength(
  operation: string,
  schema: NormalizedSchema,
  output: unknown,
  xmlNamespace: string,
): number {
  const result = writer.element(`${operation}Result`, schema, output ?? {});
  const metadata = `<ResponseMetadata><RequestId>${'0'.repeat(REQUEST_ID_LENGTH)}</RequestId></ResponseMetadata>`;
  const response = `<${operation}Response xmlns="${xmlNamespace}">${result}${metadata}</${operation}Response>`;
  return Buffer.byteLength(indented(response));
}

function indented(xml: string): string {
  let depth = 0;
  let text = '';
  for (const [, closing, tag, content] of xml.matchAll(/<(\/?)([^>]*)>([^<]*)/g)) {
    if (closing) depth -= 1;
    // An element that holds text closes on its own line.
    const closesText = closing !== '' && !text.endsWith('\n');
    text += `${closesText ? '' : '  '.repeat(depth)}<${closing}${tag}>${content}`;
    if (!closing) depth += 1;
    if (closing || content === '') text += '\n';
  }
  return text;
}
