import { AwsError } from '../../errors.ts';
import type { WireProtocol } from '../protocol.ts';
import { readQuery } from '../query.ts';
import { queryCode } from '../query-code.ts';
import { readBody } from '../request.ts';
import { escapeXml, xmlWriter } from '../xml.ts';

const writer = xmlWriter('date-time');
const headers = { 'content-type': 'text/xml' };

/** AWS Query (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html). */
export const queryProtocol: WireProtocol = {
  async decode({ query, message }, { model }) {
    const body = new URLSearchParams((await readBody(message)).toString('utf8'));
    for (const [name, value] of query) body.append(name, value);
    const operation = body.get('Action');
    if (!operation) throw new AwsError('MissingAction', 'The request is missing the Action parameter');
    const schema = model.operations.get(operation)?.input;
    return { operation, input: schema?.isStructSchema() ? readQuery(schema, body) : {} };
  },
  encode(output, operation, { model, service }, requestId) {
    const schema = model.operations.get(operation)?.output;
    const result = schema?.isStructSchema() ? writer.element(`${operation}Result`, schema, output ?? {}) : '';
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    const body = `<${operation}Response xmlns="${service.xmlNamespace ?? ''}">${result}${metadata}</${operation}Response>`;
    return { status: 200, headers, body };
  },
  encodeError(error, { model, service }, _request, requestId) {
    const shape = model.error(error.code);
    const type = error.fault === 'client' ? 'Sender' : 'Receiver';
    const code = queryCode(error, shape);
    const detail = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message>`;
    const body = `<ErrorResponse xmlns="${service.xmlNamespace ?? ''}"><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: shape?.status ?? error.status, headers, body };
  },
};
