import type { AwsError } from '../errors.ts';
import type { ServiceDefinition } from '../service.ts';
import type { WireAnswer } from './answer.ts';
import type { ServiceModel } from './model.ts';
import type { WireRequest } from './request.ts';

/** The service that a request is for, with its model. */
export interface Target {
  readonly service: ServiceDefinition;
  readonly model: ServiceModel;
}

/** What a request asks for, once a protocol has read it. */
export interface Decoded {
  /** The operation's name, also when neither the model nor the emulator has it. */
  readonly operation: string;
  /** The operation's input by the SDK's schema. */
  readonly input: unknown;
}

/** A wire protocol of AWS: the same four steps for every service that speaks it. */
export interface WireProtocol {
  /** Names the operation and reads its input. */
  decode(request: WireRequest, target: Target): Promise<Decoded>;
  encode(output: unknown, operation: string, target: Target, requestId: string): WireAnswer;
  encodeError(error: AwsError, target: Target, request: WireRequest, requestId: string): WireAnswer;
}
