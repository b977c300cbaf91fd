import type { Account } from '../runtime/account.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Trace } from '../runtime/trace.ts';
import { AccessDeniedError, AwsError, NotImplementedError } from './errors.ts';
import type { Access, AnyOperation, Call, HttpContext } from './operation.ts';
import { describePrincipal, type Principal } from './principal.ts';
import type { ServiceDefinition } from './service.ts';

/** Decides whether a principal may do what it asks for. */
export interface Authorizer {
  /** The reason for a refusal in AWS's words, or undefined when policies allow it. */
  refusal(principal: Principal, access: Access, call: Call): string | undefined;
}

/** Says when a caller asks too much at once; services with limits of their own keep them themselves. */
export interface Quota {
  /** The throttling error of the service, or undefined when the call may go on. */
  excess(call: Call): AwsError | undefined;
}

/** `enforce` refuses what policies do not allow, `warn` only traces it, `off` does not ask. */
export type IamMode = 'enforce' | 'warn' | 'off';

/** A call from one part of the cloud to another. */
export interface InternalCall {
  /** Folder name of the service: `lambda`. */
  readonly service: string;
  /** `Invoke` */
  readonly operation: string;
  /** Whose permissions count: the role that the caller acts as, or the service itself. */
  readonly principal: Principal;
  readonly traceHeader?: string;
  readonly signal?: AbortSignal;
}

export interface DoorOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
  readonly authorizer: Authorizer;
  readonly iam: IamMode;
  /** Default: none. */
  readonly quota?: Quota | undefined;
}

const NEVER = new AbortController().signal;

/**
 * Where every call passes, from the wire or from within: who → may → quota → run → trace. Permissions, quotas and records are
 * therefore written once, whoever calls.
 */
export class Door {
  readonly #options: DoorOptions;
  readonly #services = new Map<string, { definition: ServiceDefinition; operations: Map<string, AnyOperation> }>();
  readonly #byTarget = new Map<string, ServiceDefinition>();
  readonly #bySigningName = new Map<string, readonly ServiceDefinition[]>();
  #definitions: readonly ServiceDefinition[] = [];

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  add(definition: ServiceDefinition): void {
    const operations = new Map(definition.operations.map((operation) => [operation.name, operation]));
    this.#services.set(definition.name, { definition, operations });
    if (definition.targetPrefix) this.#byTarget.set(definition.targetPrefix, definition);
    this.#definitions = [...this.#services.values()].map(({ definition }) => definition);
    const { signingName } = definition;
    this.#bySigningName.set(
      signingName,
      this.#definitions.filter((other) => other.signingName === signingName),
    );
  }

  services(): readonly ServiceDefinition[] {
    return this.#definitions;
  }

  /** The service whose operations clients name with that prefix in `X-Amz-Target`. */
  serviceOfTarget(targetPrefix: string): ServiceDefinition | undefined {
    return this.#byTarget.get(targetPrefix);
  }

  /** The services that requests are signed for by that name. */
  servicesSignedAs(signingName: string): readonly ServiceDefinition[] {
    return this.#bySigningName.get(signingName) ?? [];
  }

  /** Whether a client could call the operation. */
  has(service: string, operation: string): boolean {
    const found = this.#services.get(service)?.operations.get(operation);
    return found !== undefined && !found.internal;
  }

  /**
   * Calls an operation from within the cloud, as a principal with its policies.
   *
   * @throws AwsError what a client would have seen
   */
  call<I, O>(call: InternalCall, input: I): Promise<O> {
    return this.handle(
      { requestId: this.#options.ids.uuid(), signal: NEVER, ...call },
      // The caller names the SDK's types for the operation it names; they are the operation's own.
      input as never,
    ) as Promise<O>;
  }

  /**
   * Asks whether policies let the call pass, without making it.
   *
   * @throws AwsError what the caller would see if they do not
   */
  authorize<I>(call: InternalCall, input: I): void {
    const full = { requestId: this.#options.ids.uuid(), signal: NEVER, ...call };
    this.#authorize(this.#find(full), input as never, full);
  }

  /**
   * Asks whether policies let a caller do what is no operation of a service: use a route of somebody's API.
   *
   * @throws AwsError AccessDeniedException
   */
  permit(call: Call, access: Access): void {
    this.#permit([access], call);
  }

  /** Runs one call through all stages; the wire layer enters here with the input it decoded. */
  async handle(call: Call, input: never): Promise<unknown> {
    const { clock, trace } = this.#options;
    const at = clock.now();
    let error: AwsError | undefined;
    try {
      const operation = this.#find(call);
      this.#authorize(operation, input, call);
      const excess = this.#options.quota?.excess(call);
      if (excess) throw excess;
      return await operation.run(input, call);
    } catch (thrown) {
      error = this.#known(thrown, call);
      throw error;
    } finally {
      trace.record({
        kind: 'call',
        at,
        durationMilliseconds: clock.now() - at,
        requestId: call.requestId,
        service: call.service,
        operation: call.operation,
        principal: describePrincipal(call.principal),
        traceId: call.traceHeader,
        error: error && { code: error.code, message: error.message },
      });
    }
  }

  #find(call: Call): AnyOperation {
    const operation = this.#services.get(call.service)?.operations.get(call.operation);
    if (!operation) throw new NotImplementedError(call.service, call.operation);
    return operation;
  }

  #authorize(operation: AnyOperation, input: never, call: Call): void {
    if (this.#options.iam === 'off' || call.principal.kind === 'account') return;
    this.#permit(operation.access(input, call), call);
  }

  #permit(accesses: readonly Access[], call: Call): void {
    const { authorizer, iam, trace, clock } = this.#options;
    if (iam === 'off' || call.principal.kind === 'account') return;
    for (const access of accesses) {
      const reason = authorizer.refusal(call.principal, access, call);
      if (!reason) continue;
      if (iam === 'enforce') throw new AccessDeniedError(this.#accessDeniedCode(call.service), reason);
      trace.record({ kind: 'fault', at: clock.now(), where: 'iam', error: new Error(reason) });
    }
  }

  #accessDeniedCode(service: string): string {
    return this.#services.get(service)?.definition.accessDeniedCode ?? 'AccessDeniedException';
  }

  /** Anything but an AwsError is a bug of ours: it is traced whole, and the caller learns only that it happened. */
  #known(thrown: unknown, call: Call): AwsError {
    if (thrown instanceof AwsError) return thrown;
    const { trace, clock } = this.#options;
    trace.record({ kind: 'fault', at: clock.now(), where: `${call.service}.${call.operation}`, error: thrown });
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AwsError('InternalFailure', `The emulator failed in ${call.service}.${call.operation}: ${message}`, {
      status: 500,
      cause: thrown,
    });
  }
}

export type { Access, Call, HttpContext };
