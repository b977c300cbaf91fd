import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { authorizeByIam } from '../../apigatewayv2/http/authorizers/iam.ts';
import { type JwtAuthorizer, scopesOf } from '../../apigatewayv2/http/authorizers/jwt.ts';
import { type AuthorizerAnswer, readAuthorizerAnswer } from '../../apigatewayv2/http/authorizers/policy-answer.ts';
import { ResultCache } from '../../apigatewayv2/http/authorizers/result-cache.ts';
import { contextValue } from '../../apigatewayv2/http/context.ts';
import type { HttpGatewayDeps } from '../../apigatewayv2/http/deps.ts';
import type { Exchange } from '../../apigatewayv2/http/exchange.ts';
import { callLambda } from '../../apigatewayv2/http/lambda-call.ts';
import { authorizerArn, requestArn } from '../../apigatewayv2/http/source-arn.ts';
import type { RestRecords } from '../model/records.ts';
import type { DeployedRest, RestMethod } from '../model/rest-plan.ts';
import { restContext, restDescription } from './rest-event.ts';
import { authorizerFailed, denied, unauthorized } from './rest-failure.ts';

type Authorizer = RestRecords['authorizer'];

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
const DEFAULT_TTL_SECONDS = 300;
const DEFAULT_SOURCE = 'method.request.header.Authorization';

interface Deps extends HttpGatewayDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly jwt: JwtAuthorizer;
}

/** Lets requests to REST APIs in, and answers what `requestContext.authorizer` is to say of them. */
export class RestAuthorizers {
  readonly #deps: Deps;
  readonly #results: ResultCache;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#results = new ResultCache(deps.clock);
  }

  forget(apiId: string): void {
    this.#results.forget(apiId);
  }

  /** @throws RestFailure 401, 403, 500 */
  async authorize(method: RestMethod, exchange: Exchange, { content }: DeployedRest): Promise<object | undefined> {
    if (method.authorizationType === 'NONE') return undefined;
    if (method.authorizationType === 'AWS_IAM') {
      exchange.authorized = authorizeByIam(this.#deps, exchange);
      return undefined;
    }
    const authorizer = content.authorizer.find(({ id }) => id === method.authorizerId);
    if (!authorizer) throw authorizerFailed('The authorizer of this method is gone');
    return authorizer.type === 'COGNITO_USER_POOLS'
      ? this.#byPool(authorizer, method, exchange)
      : this.#byFunction(authorizer, method, exchange);
  }

  async #byPool(authorizer: Authorizer, { authorizationScopes = [] }: RestMethod, exchange: Exchange): Promise<object> {
    const [token] = this.#identity(authorizer, exchange);
    if (token === undefined) throw unauthorized();
    for (const arn of authorizer.providerARNs ?? []) {
      const claims = await this.#deps.jwt
        .payload(token.replace(/^Bearer\s+/i, ''), issuerOf(arn))
        .catch(() => undefined);
      if (!claims) continue;
      // Without scopes the token is to be an identity token, with scopes an access token.
      const isFit =
        authorizationScopes.length === 0
          ? claims.token_use === 'id'
          : authorizationScopes.some((scope) => scopesOf(claims).includes(scope));
      if (isFit)
        return { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)])) };
    }
    throw unauthorized();
  }

  async #byFunction(authorizer: Authorizer, method: RestMethod, exchange: Exchange): Promise<object> {
    const identity = this.#identity(authorizer, exchange);
    if (identity.includes(undefined)) throw unauthorized();
    const { identityValidationExpression: pattern } = authorizer;
    if (authorizer.type === 'TOKEN' && pattern && !new RegExp(`^(?:${pattern})$`).test(identity[0] ?? ''))
      throw unauthorized();
    const { api, stage } = exchange.request.deployed;
    const cache = `${api.ApiId}/${stage.StageName}`;
    const key = JSON.stringify([authorizer.id, ...identity]);
    const ttl = identity.length > 0 ? (authorizer.authorizerResultTtlInSeconds ?? DEFAULT_TTL_SECONDS) : 0;
    const known = ttl > 0 ? this.#results.get(cache, key) : undefined;
    const answer = known ?? (await this.#ask(authorizer, method, exchange, identity[0]));
    if (!known && ttl > 0) this.#results.set(cache, key, answer, ttl);
    if (!answer.allows(requestArn(exchange, this.#deps.account))) throw denied();
    const context = Object.entries(answer.context).map(([name, value]) => [name, textOf(value)]);
    return {
      ...Object.fromEntries(context),
      principalId: answer.principalId,
      integrationLatency: exchange.authorizer.latencyMilliseconds ?? 0,
    };
  }

  async #ask(
    authorizer: Authorizer,
    method: RestMethod,
    exchange: Exchange,
    token: string | undefined,
  ): Promise<AuthorizerAnswer> {
    const { account, clock } = this.#deps;
    const { deployed, traceHeader } = exchange.request;
    const startedAt = clock.now();
    const methodArn = requestArn(exchange, account);
    const context = { account, resourceId: method.resourceId, authorizer: undefined, apiKey: undefined };
    const output = await callLambda(this.#deps, {
      uri: authorizer.authorizerUri ?? '',
      event:
        authorizer.type === 'TOKEN'
          ? { type: 'TOKEN', methodArn, authorizationToken: token }
          : {
              type: 'REQUEST',
              methodArn,
              ...restDescription(exchange),
              requestContext: restContext(exchange, context),
            },
      sourceArn: authorizerArn(deployed.api, authorizer.id, account),
      credentialsArn: authorizer.authorizerCredentials,
      traceHeader,
      stageVariables: deployed.stage.StageVariables,
    }).catch((error: unknown) => {
      throw authorizerFailed(error instanceof Error ? error.message : String(error));
    });
    exchange.authorizer.latencyMilliseconds = clock.now() - startedAt;
    const text = Buffer.from(output.Payload ?? []).toString('utf8');
    if (output.FunctionError) {
      // A function says by this very error that the caller is unknown.
      if (text.includes('"errorMessage":"Unauthorized"')) throw unauthorized();
      throw authorizerFailed(`The authorizer function failed: ${text}`);
    }
    try {
      return readAuthorizerAnswer(JSON.parse(text), false);
    } catch {
      throw authorizerFailed(`The authorizer's answer is malformed: ${text}`);
    }
  }

  /** The values that the authorizer goes by; undefined for what the request lacks. */
  #identity({ identitySource, type }: Authorizer, exchange: Exchange): (string | undefined)[] {
    const given = identitySource ?? (type === 'REQUEST' ? '' : DEFAULT_SOURCE);
    const sources = given.split(',').flatMap((source) => source.trim() || []);
    return sources.map((source) => {
      const [, place, name = ''] =
        /^(?:method\.request\.(header|querystring)|(context|stageVariables))\.(.+)$/
          .exec(source)
          ?.filter((part) => part !== undefined) ?? [];
      const { request } = exchange;
      if (place === 'header') return request.headers[name.toLowerCase()] || undefined;
      if (place === 'querystring') return request.query.get(name)?.at(-1) || undefined;
      if (place === 'stageVariables') return request.deployed.stage.StageVariables?.[name];
      const value = contextValue(exchange, this.#deps.account, name);
      return value === undefined ? undefined : String(value);
    });
  }
}

/** `arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc` → the pool's issuer. */
function issuerOf(poolArn: string): string {
  const [, , , region = '', , resource = ''] = poolArn.split(':');
  return `https://cognito-idp.${region}.amazonaws.com/${resource.replace(/^userpool\//, '')}`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}
