import type { Account } from '../../../../runtime/account.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import type { AuthorizerRecord } from '../../model/records.ts';
import { contextV1, headersAndQuery, parametersV1 } from '../events/payload-1.ts';
import { circumstances, described, parameters } from '../events/payload-2.ts';
import type { Exchange } from '../exchange.ts';
import { authorizerError, forbidden, unauthorized } from '../failure.ts';
import { callLambda, type LambdaCallDeps } from '../lambda-call.ts';
import { authorizerArn, requestArn } from '../source-arn.ts';
import type { Authorized } from './authorized.ts';
import { identityOf } from './identity-source.ts';
import { type AuthorizerAnswer, readAuthorizerAnswer } from './policy-answer.ts';
import type { ResultCache } from './result-cache.ts';

interface Deps extends LambdaCallDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly results: ResultCache;
}

/**
 * Lambda authorizers of HTTP APIs
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
export class RequestAuthorizer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws HttpFailure 401 without identity, 403 when it denies, 500 when it fails */
  async authorize(authorizer: AuthorizerRecord, exchange: Exchange): Promise<Authorized> {
    const { account, results } = this.#deps;
    const sources = authorizer.IdentitySource ?? [];
    const identity = sources.map((source) => identityOf(source, exchange, account));
    if (identity.includes(undefined)) throw unauthorized('The request lacks what the authorizer goes by');
    const { api, stage } = exchange.request.deployed;
    const cache = `${api.ApiId}/${stage.StageName}`;
    const key = JSON.stringify([authorizer.AuthorizerId, ...identity]);
    const ttl = sources.length > 0 ? (authorizer.AuthorizerResultTtlInSeconds ?? 0) : 0;
    const known = ttl > 0 ? results.get(cache, key) : undefined;
    const answer = known ?? (await this.#ask(authorizer, exchange, identity.map(String)));
    if (!known && ttl > 0) results.set(cache, key, answer, ttl);
    if (!answer.allows(requestArn(exchange, account))) throw forbidden('The authorizer denies the request');
    const { principalId, context } = answer;
    return { kind: 'lambda', context, ...(principalId === undefined ? {} : { principalId }) };
  }

  async #ask(authorizer: AuthorizerRecord, exchange: Exchange, identity: readonly string[]): Promise<AuthorizerAnswer> {
    const { account, clock } = this.#deps;
    const { deployed, traceHeader } = exchange.request;
    const startedAt = clock.now();
    const output = await callLambda(this.#deps, {
      uri: authorizer.AuthorizerUri ?? '',
      event: this.#event(authorizer, exchange, identity),
      sourceArn: authorizerArn(deployed.api, authorizer.AuthorizerId, account),
      credentialsArn: authorizer.AuthorizerCredentialsArn,
      traceHeader,
      stageVariables: deployed.stage.StageVariables,
    }).catch((error: unknown) => {
      throw this.#failed(exchange, error instanceof Error ? error.message : String(error), error);
    });
    exchange.authorizer.latencyMilliseconds = clock.now() - startedAt;
    exchange.authorizer.status = output.StatusCode ?? 200;
    const text = Buffer.from(output.Payload ?? []).toString('utf8');
    if (output.FunctionError) {
      // A function says by this very error that the caller is unknown.
      if (text.includes('"errorMessage":"Unauthorized"')) throw unauthorized('The authorizer answered Unauthorized');
      throw this.#failed(exchange, `The authorizer function failed: ${text}`);
    }
    try {
      return readAuthorizerAnswer(JSON.parse(text), authorizer.EnableSimpleResponses === true);
    } catch (error) {
      throw this.#failed(exchange, `The authorizer's answer is malformed: ${text}`, error);
    }
  }

  #failed(exchange: Exchange, reason: string, cause?: unknown) {
    exchange.authorizer.error = reason;
    return authorizerError(reason, cause);
  }

  #event(authorizer: AuthorizerRecord, exchange: Exchange, identity: readonly string[]): object {
    const { account } = this.#deps;
    const { request, planned } = exchange;
    const arn = requestArn(exchange, account);
    if (authorizer.AuthorizerPayloadFormatVersion === '1.0') {
      return {
        version: '1.0',
        type: 'REQUEST',
        methodArn: arn,
        identitySource: identity.join(','),
        authorizationToken: identity.join(','),
        resource: planned?.route.RouteKey.replace(/^\S+ /, ''),
        path: request.rawPath,
        httpMethod: request.method,
        ...headersAndQuery(request, request),
        ...parametersV1(exchange),
        requestContext: contextV1(exchange, request, account),
      };
    }
    return {
      version: '2.0',
      type: 'REQUEST',
      routeArn: arn,
      identitySource: identity,
      routeKey: planned?.route.RouteKey,
      rawPath: request.rawPath,
      rawQueryString: request.rawQuery,
      ...described(exchange, request),
      requestContext: { accountId: account.id, apiId: request.deployed.api.ApiId, ...circumstances(exchange, request) },
      ...parameters(exchange),
    };
  }
}
