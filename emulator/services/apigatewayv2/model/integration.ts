import { badRequest } from '../errors.ts';
import { checkServiceParameters } from '../http/integrations/service-subtypes.ts';
import { INTEGRATION_TIMEOUT_MILLISECONDS, WEBSOCKET_INTEGRATION_TIMEOUT_MILLISECONDS } from '../limits.ts';
import { checkSocketIntegration } from '../websocket/checks.ts';
import { type Draft, defined, type PartDefinition } from './part-definition.ts';
import type { ApiRecord, IntegrationRecord } from './records.ts';

const TYPES: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['AWS_PROXY', 'HTTP_PROXY'],
  WEBSOCKET: ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'],
};

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export const integrationDefinition: PartDefinition<'integration'> = {
  kind: 'integration',
  title: 'Integration',
  plural: 'Integrations',
  idMember: 'IntegrationId',
  make(draft, { api, id }) {
    const { IntegrationType } = draft;
    const allowed = TYPES[api.ProtocolType] ?? [];
    if (IntegrationType === undefined || !allowed.includes(IntegrationType)) {
      throw badRequest(`IntegrationType must be one of ${allowed.join(', ')} for ${api.ProtocolType} APIs.`);
    }
    checkConnection(draft);
    if (api.ProtocolType === 'HTTP') checkHttp(draft);
    else checkSocketIntegration(draft);
    const { longest, shortest, ...limits } =
      api.ProtocolType === 'HTTP' ? INTEGRATION_TIMEOUT_MILLISECONDS : WEBSOCKET_INTEGRATION_TIMEOUT_MILLISECONDS;
    const { TimeoutInMillis = limits.default } = draft;
    if (TimeoutInMillis < shortest || TimeoutInMillis > longest) {
      throw badRequest(`Timeout should be between ${shortest} ms and ${longest} ms`);
    }
    return {
      ConnectionType: 'INTERNET',
      ...webSocketDefaults(api),
      ...defined(draft),
      IntegrationType,
      TimeoutInMillis,
      IntegrationId: id,
    };
  },
};

const webSocketDefaults = ({ ProtocolType }: ApiRecord): Draft<IntegrationRecord> =>
  ProtocolType === 'WEBSOCKET'
    ? {
        PassthroughBehavior: 'WHEN_NO_MATCH',
        IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
        PayloadFormatVersion: '1.0',
      }
    : {};

function checkConnection({ ConnectionType, ConnectionId }: Draft<IntegrationRecord>): void {
  if (ConnectionType === 'VPC_LINK' || ConnectionId !== undefined) {
    throw badRequest('The emulator has no VPC links: ConnectionType must be INTERNET.');
  }
}

function checkHttp({
  IntegrationType,
  IntegrationSubtype,
  IntegrationMethod,
  IntegrationUri,
  CredentialsArn,
  PayloadFormatVersion,
  RequestParameters,
}: Draft<IntegrationRecord>): void {
  if (PayloadFormatVersion !== undefined && PayloadFormatVersion !== '1.0' && PayloadFormatVersion !== '2.0') {
    throw badRequest('PayloadFormatVersion must be 1.0 or 2.0.');
  }
  if (IntegrationType === 'HTTP_PROXY' && (!IntegrationUri || !IntegrationMethod)) {
    throw badRequest('HTTP_PROXY integrations need an IntegrationUri and an IntegrationMethod.');
  }
  if (IntegrationType !== 'AWS_PROXY') return;
  if (IntegrationSubtype !== undefined) {
    if (!CredentialsArn) throw badRequest('CredentialsArn is required for AWS service integrations.');
    checkServiceParameters(IntegrationSubtype, RequestParameters);
    return;
  }
  if (!IntegrationUri) throw badRequest('IntegrationUri is required for Lambda integrations.');
  if (PayloadFormatVersion === undefined)
    throw badRequest('PayloadFormatVersion is a required parameter for integration of type AWS_PROXY');
}
