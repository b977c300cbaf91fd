import type { IntegrationRecord } from '../../model/records.ts';
import type { HttpAnswer } from '../answer.ts';
import type { HttpGatewayDeps } from '../deps.ts';
import type { Exchange } from '../exchange.ts';
import { mappedRequest } from '../mapping/request-mapping.ts';
import { mappedAnswer } from '../mapping/response-mapping.ts';
import { passOn } from './http-proxy.ts';
import { callFunction } from './lambda.ts';
import { callService } from './service.ts';

/** Hands requests to what stands behind a route, and maps what goes there and comes back. */
export class Integrations {
  readonly #deps: HttpGatewayDeps;

  constructor(deps: HttpGatewayDeps) {
    this.#deps = deps;
  }

  /** @throws HttpFailure */
  async answer(integration: IntegrationRecord, exchange: Exchange): Promise<HttpAnswer> {
    const { clock, account } = this.#deps;
    const startedAt = clock.now();
    try {
      const answer = await this.#call(integration, exchange);
      return mappedAnswer(answer, exchange, integration.ResponseParameters, account);
    } finally {
      exchange.integration.latencyMilliseconds = clock.now() - startedAt;
    }
  }

  async #call(integration: IntegrationRecord, exchange: Exchange): Promise<HttpAnswer> {
    const { account, allowNetwork = false } = this.#deps;
    if (integration.IntegrationSubtype !== undefined) return callService(this.#deps, integration, exchange);
    const view = await mappedRequest(exchange, integration.RequestParameters, account);
    return integration.IntegrationType === 'HTTP_PROXY'
      ? passOn(integration, exchange, view, { allowNetwork })
      : callFunction(this.#deps, integration, exchange, view);
  }
}
