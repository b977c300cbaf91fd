import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { poolArn } from '../arns.ts';
import { TRIGGER_ATTEMPTS, TRIGGER_SECONDS } from '../limits.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';

interface Deps {
  readonly account: Account;
  readonly door: Door;
  readonly clock: Clock;
}

export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'PreTokenGeneration'
  | 'UserMigration';

export type Json = Readonly<Record<string, unknown>>;

export interface TriggerEvent {
  readonly pool: UserPool;
  readonly clientId: string;
  readonly username: string;
  /** `PreSignUp_SignUp` */
  readonly source: string;
  readonly request: Json;
  /** The response as the function finds it, to be filled in. */
  readonly response: Json;
  /** Of the event's form; default `1`. */
  readonly version?: string | undefined;
  /** Default: what the pool has for the trigger. */
  readonly functionArn?: string | undefined;
}

/** What an administrator's call has for a client. */
export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';
const COGNITO = 'cognito-idp.amazonaws.com';
const SDK_VERSION = 'aws-sdk-unknown-unknown';

/** A user's attributes as triggers see them. */
export const triggerAttributes = ({ attributes, status }: User): Record<string, string> => ({
  ...attributes,
  'cognito:user_status': status,
});

/** Functions that a pool asks on its way (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html). */
export class Triggers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  has({ settings }: UserPool, name: TriggerName): boolean {
    return settings.LambdaConfig?.[name] !== undefined;
  }

  /**
   * Runs a trigger and waits for it.
   *
   * @returns the `response` that the function gave; undefined when the pool has no such trigger
   * @throws AwsError UserLambdaValidationException what the function threw; UnexpectedLambdaException when it could not
   *   be run; InvalidLambdaResponseException when it answered something else
   */
  async run(name: TriggerName, event: TriggerEvent): Promise<Json | undefined> {
    const arn = event.functionArn ?? event.pool.settings.LambdaConfig?.[name];
    if (!arn) return undefined;
    const { FunctionError, Payload } = await this.#invoke(name, arn, event);
    const answer = parse(Payload);
    if (FunctionError) {
      const message = typeof answer?.errorMessage === 'string' ? answer.errorMessage : FunctionError;
      throw new AwsError('UserLambdaValidationException', `${name} failed with error ${message}.`);
    }
    const response = answer?.response;
    if (!isObject(response)) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    return response;
  }

  async #invoke(name: TriggerName, arn: string, event: TriggerEvent): Promise<InvokeCommandOutput> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#invokeOnce(arn, event);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const passing = error.fault === 'server' || error.code === 'TooManyRequestsException';
        if (passing && attempt < TRIGGER_ATTEMPTS) continue;
        const message = `${name} invocation failed due to error ${error.code}.`;
        throw new AwsError('UnexpectedLambdaException', message, { cause: error });
      }
    }
  }

  async #invokeOnce(arn: string, event: TriggerEvent): Promise<InvokeCommandOutput> {
    const { account, clock, door } = this.#deps;
    const abort = new AbortController();
    let cancel: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = clock.at(clock.now() + TRIGGER_SECONDS * 1_000, () => {
        reject(new AwsError('Socket timeout while invoking Lambda function', 'time-out', { status: 504 }));
        abort.abort();
      });
    });
    const principal = servicePrincipal(COGNITO, poolArn(account, event.pool.id));
    const call = { service: 'lambda', operation: 'Invoke', principal, signal: abort.signal };
    const Payload = Buffer.from(JSON.stringify(this.#payload(event)));
    const invocation = door.call<InvokeCommandInput, InvokeCommandOutput>(call, { FunctionName: arn, Payload });
    try {
      return await Promise.race([invocation, late]);
    } finally {
      cancel();
    }
  }

  #payload({ pool, clientId, username, source, request, response, version = '1' }: TriggerEvent): Json {
    return {
      version,
      region: this.#deps.account.region,
      userPoolId: pool.id,
      userName: username,
      callerContext: { awsSdkVersion: SDK_VERSION, clientId },
      triggerSource: source,
      request,
      response,
    };
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(payload: Uint8Array | undefined): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload ?? []).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
