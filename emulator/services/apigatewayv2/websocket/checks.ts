import { badRequest } from '../errors.ts';
import { templateProblem } from '../mapping/check-template.ts';
import type { Draft } from '../model/part-definition.ts';
import type {
  ApiRecord,
  AuthorizerRecord,
  IntegrationRecord,
  IntegrationResponseRecord,
  RouteRecord,
  RouteResponseRecord,
  StageRecord,
} from '../model/records.ts';
import { isFunctionUri } from './function-call.ts';
import { SERVICE_URI } from './integrations/aws.ts';
import { LITERAL, REQUEST_PARAMETER } from './integrations/mapped-request.ts';
import { unknownNames } from './selection.ts';
import { isKnownName } from './values.ts';

// What of a WebSocket API cannot work here is refused by name when it is made, and not when a message meets it.

/** @throws AwsError BadRequestException */
export function checkSocketApi({ RouteSelectionExpression = '', ApiKeySelectionExpression }: Draft<ApiRecord>): void {
  const [unknown] = unknownNames(RouteSelectionExpression);
  if (unknown) throw badRequest(`Invalid route selection expression: $${unknown} is not supported.`);
  if (ApiKeySelectionExpression && ApiKeySelectionExpression !== '$request.header.x-api-key') {
    throw badRequest('The emulator has no API keys for WebSocket APIs: ApiKeySelectionExpression must be left out.');
  }
}

/** @throws AwsError BadRequestException */
export function checkSocketRoute(draft: Draft<RouteRecord>): void {
  const { RouteKey, AuthorizationType = 'NONE', RouteResponseSelectionExpression: expression } = draft;
  if (AuthorizationType !== 'NONE' && RouteKey !== '$connect') {
    throw badRequest('Currently, authorizers are restricted to the $connect route only.');
  }
  if (expression !== undefined && expression !== '$default') {
    throw badRequest('RouteResponseSelectionExpression only supports $default.');
  }
  if (draft.ApiKeyRequired) throw badRequest('The emulator has no API keys for WebSocket routes: ApiKeyRequired.');
  const models = draft.RequestModels || draft.ModelSelectionExpression;
  if (models)
    throw badRequest('The emulator does not validate WebSocket messages: RequestModels, ModelSelectionExpression.');
  if (draft.RequestParameters) throw badRequest('The emulator does not check RequestParameters of WebSocket routes.');
}

/** @throws AwsError BadRequestException */
export function checkSocketIntegration(draft: Draft<IntegrationRecord>): void {
  const { IntegrationType = '', IntegrationUri = '' } = draft;
  if (IntegrationType !== 'MOCK' && IntegrationUri === '')
    throw badRequest(`${IntegrationType} integrations need an IntegrationUri.`);
  if (IntegrationType === 'AWS_PROXY' && !isFunctionUri(IntegrationUri)) {
    throw badRequest(`AWS_PROXY integrations invoke Lambda functions; ${IntegrationUri} is none.`);
  }
  if (IntegrationType === 'AWS' && !isFunctionUri(IntegrationUri)) checkService(draft, IntegrationUri);
  if (draft.ContentHandlingStrategy) {
    throw badRequest('The emulator does not convert between text and binary: ContentHandlingStrategy.');
  }
  checkTemplates(draft.RequestTemplates);
  checkExpression(draft.TemplateSelectionExpression);
  for (const [target, source] of Object.entries(draft.RequestParameters ?? {})) {
    if (REQUEST_PARAMETER.test(target) && (LITERAL.test(source) || isKnownName(source))) continue;
    throw badRequest(`Invalid mapping expression specified: ${source} to ${target}`);
  }
}

function checkService({ CredentialsArn }: Draft<IntegrationRecord>, uri: string): void {
  if (!SERVICE_URI.test(uri)) throw badRequest(`Invalid ARN specified in the request: ${uri}`);
  if (!CredentialsArn) throw badRequest('CredentialsArn is required for integrations with AWS services.');
  if (CredentialsArn.endsWith('user/*')) {
    throw badRequest(
      "The emulator has no integrations with the caller's own credentials: CredentialsArn must be a role.",
    );
  }
}

/** @throws AwsError BadRequestException */
export function checkSocketResponse(draft: Draft<IntegrationResponseRecord>): void {
  if (draft.ContentHandlingStrategy) {
    throw badRequest('The emulator does not convert between text and binary: ContentHandlingStrategy.');
  }
  if (draft.ResponseParameters) {
    throw badRequest('The emulator has no parameter mapping for WebSocket responses: ResponseParameters.');
  }
  checkTemplates(draft.ResponseTemplates);
  checkExpression(draft.TemplateSelectionExpression);
}

/** @throws AwsError BadRequestException */
export function checkSocketRouteResponse(draft: Draft<RouteResponseRecord>): void {
  if (draft.RouteResponseKey !== '$default') throw badRequest('RouteResponseKey only supports $default.');
  if (draft.ResponseModels || draft.ResponseParameters || draft.ModelSelectionExpression) {
    throw badRequest(
      'The emulator does not map or check WebSocket responses: ResponseModels, ResponseParameters, ModelSelectionExpression.',
    );
  }
}

/** @throws AwsError BadRequestException */
export function checkSocketAuthorizer({ IdentitySource = [] }: Draft<AuthorizerRecord>): void {
  const unknown = IdentitySource.find((source) => !isKnownName(source));
  if (unknown) throw badRequest(`Invalid identity source: ${unknown}`);
}

/** @throws AwsError BadRequestException */
export function checkSocketStage({ AccessLogSettings }: Draft<StageRecord>): void {
  const { DestinationArn } = AccessLogSettings ?? {};
  if (DestinationArn && !DestinationArn.includes(':log-group:')) {
    throw badRequest(`The emulator writes access logs to CloudWatch Logs only, not to ${DestinationArn}.`);
  }
}

function checkTemplates(templates: Readonly<Record<string, string>> | undefined): void {
  for (const [key, template] of Object.entries(templates ?? {})) {
    const problem = templateProblem(template);
    if (problem) throw badRequest(`The mapping template ${key} cannot be used: ${problem}.`);
  }
}

function checkExpression(expression: string | undefined): void {
  const [unknown] = expression === undefined ? [] : unknownNames(expression);
  if (unknown) throw badRequest(`Invalid template selection expression: $${unknown} is not supported.`);
}
