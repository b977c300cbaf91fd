import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import { z } from 'zod';
import type { Door } from '../door/door.ts';
import { accountPrincipal } from '../door/principal.ts';
import type { Account } from '../runtime/account.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import { DeploymentStopped } from './deploy-error.ts';
import { unsupported } from './language/errors.ts';
import { isRecord } from './language/unknown.ts';
import type { Deployed } from './resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const MAX_RESPONSE_BYTES = 4096;

const responseSchema = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1).max(1024).optional(),
  Data: z.record(z.string(), z.unknown()).nullish(),
});
type Response = z.output<typeof responseSchema>;

/** Where the emulator takes the answers of custom resources, followed by a token. */
export const RESPONSE_PATH = '/_telar/cfn-response/';

/** One request to a custom resource's provider. */
export interface CustomRequest {
  readonly requestType: 'Create' | 'Update' | 'Delete';
  readonly stackId: string;
  readonly logicalId: string;
  /** As the template writes it: `Custom::S3AutoDeleteObjects`. */
  readonly type: string;
  /** ARN of the function or topic that provides the resource. */
  readonly serviceToken: string;
  readonly timeoutSeconds: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly previous?: Readonly<Record<string, unknown>>;
  readonly physicalId?: string;
}

/** The provider of a custom resource said no, or nothing. */
export class CustomResourceError extends Error {
  override readonly name = 'CustomResourceError';
  /** What the provider calls the resource that it failed to make. */
  readonly physicalId: string | undefined;

  constructor(message: string, physicalId?: string) {
    super(message);
    this.physicalId = physicalId;
  }
}

interface Options {
  readonly door: Door;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  /** Base URL at which functions reach the emulator. */
  readonly endpoint: () => string;
  /** Aborted when the emulator stops: nothing is waited for then. */
  readonly signal: AbortSignal;
}

/**
 * Talks to the providers of custom resources, as
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html says: a request that carries a URL goes
 * to a function or topic, and the answer comes by a PUT to that URL, at any time until the time-out.
 */
export class CustomResources {
  readonly #options: Options;
  readonly #pending = new Map<string, (body: string) => void>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Takes what was PUT to the URL of a request.
   *
   * @returns false for a token that waits for nothing (any more)
   */
  respond(token: string, body: string): boolean {
    const settle = this.#pending.get(token);
    settle?.(body);
    return settle !== undefined;
  }

  /** @throws CustomResourceError when the provider fails, answers FAILED or lets the time-out pass */
  async request(request: CustomRequest): Promise<Deployed> {
    const { ids, endpoint } = this.#options;
    const token = ids.uuid();
    const message = JSON.stringify({
      RequestType: request.requestType,
      ResponseURL: `${endpoint()}${RESPONSE_PATH}${token}`,
      StackId: request.stackId,
      RequestId: token,
      ResourceType: request.type,
      LogicalResourceId: request.logicalId,
      ...(request.physicalId === undefined ? {} : { PhysicalResourceId: request.physicalId }),
      ResourceProperties: texts(request.properties),
      ...(request.previous ? { OldResourceProperties: texts(request.previous) } : {}),
    });
    const response = await this.#exchange(token, request, message);
    const physicalId = response.PhysicalResourceId ?? request.physicalId;
    if (response.Status === 'FAILED')
      throw new CustomResourceError(
        `Received response status [FAILED] from custom resource. Message returned: ${response.Reason ?? ''} (RequestId: ${token})`,
        physicalId,
      );
    if (physicalId === undefined) throw new CustomResourceError('Invalid PhysicalResourceId');
    return { physicalId, attributes: response.Data ?? {} };
  }

  async #exchange(token: string, { serviceToken, timeoutSeconds }: CustomRequest, message: string): Promise<Response> {
    const { clock, signal } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    this.#pending.set(token, (body) => {
      try {
        resolve(parseResponse(body));
      } catch (error) {
        reject(error);
      }
    });
    const cancel = clock.at(clock.now() + timeoutSeconds * 1000, () =>
      reject(
        new CustomResourceError(
          `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${token}].`,
        ),
      ),
    );
    const onStop = () => reject(new DeploymentStopped());
    signal.addEventListener('abort', onStop);
    this.#send(serviceToken, message).catch(reject);
    try {
      return await promise;
    } finally {
      cancel();
      signal.removeEventListener('abort', onStop);
      this.#pending.delete(token);
    }
  }

  /** AWS invokes without waiting; waiting here shows at once when a provider fails before it can answer. */
  async #send(serviceToken: string, message: string): Promise<void> {
    const { door, account } = this.#options;
    const principal = accountPrincipal(account);
    const service = serviceToken.split(':')[2];
    if (service === 'sns') {
      const input: PublishCommandInput = {
        TopicArn: serviceToken,
        Message: message,
        Subject: 'AWS CloudFormation custom resource request',
      };
      await door.call<PublishCommandInput, PublishCommandOutput>(
        { service: 'sns', operation: 'Publish', principal },
        input,
      );
      return;
    }
    if (service !== 'lambda') throw unsupported(`The service token ${serviceToken}`);
    const input: InvokeCommandInput = { FunctionName: serviceToken, Payload: Buffer.from(message) };
    const { FunctionError, Payload } = await door.call<InvokeCommandInput, InvokeCommandOutput>(
      { service: 'lambda', operation: 'Invoke', principal },
      input,
    );
    if (FunctionError)
      throw new CustomResourceError(
        `The function ${serviceToken} failed before it answered: ${Buffer.from(Payload ?? []).toString()}`,
      );
  }
}

function parseResponse(body: string): Response {
  if (Buffer.byteLength(body) > MAX_RESPONSE_BYTES) throw new CustomResourceError('Response object is too long.');
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    throw new CustomResourceError('Response is not valid JSON');
  }
  const parsed = responseSchema.safeParse(document);
  if (!parsed.success) throw new CustomResourceError(`Invalid response: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** CloudFormation hands every number and boolean to providers as text. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
