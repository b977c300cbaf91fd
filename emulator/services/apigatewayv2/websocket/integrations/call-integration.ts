import { type GatewayFailure, internalError, timedOut } from '../failure.ts';
import { awsIntegration } from './aws.ts';
import { httpIntegration, httpProxy } from './http.ts';
import type { Integrate, IntegrationAnswer, IntegrationCall } from './integration.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes-integrations.html */
const TYPES: Readonly<Record<string, Integrate>> = {
  AWS_PROXY: lambdaProxy,
  AWS: awsIntegration,
  HTTP_PROXY: httpProxy,
  HTTP: httpIntegration,
  MOCK: mock,
};

/**
 * Calls the backend of a route, for as long as its time-out allows. What answers later is not heard.
 *
 * @throws GatewayFailure
 */
export function callIntegration(call: IntegrationCall): Promise<IntegrationAnswer> {
  const { record } = call.integration;
  const integrate = TYPES[record.IntegrationType];
  if (!integrate)
    return Promise.reject<IntegrationAnswer>(internalError(`no integration type ${record.IntegrationType}`));
  const { clock } = call.ports;
  return new Promise((resolve, reject: (failure: GatewayFailure) => void) => {
    const cancel = clock.at(clock.now() + record.TimeoutInMillis, () => reject(timedOut()));
    integrate(call).then(resolve, reject).finally(cancel);
  });
}
