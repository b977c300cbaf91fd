import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import { parseArn } from '../arns.ts';
import { apiDestinationTarget } from './api-destination.ts';
import { eventBusTarget } from './event-bus.ts';
import { lambdaTarget } from './lambda.ts';
import { logGroupTarget } from './log-group.ts';
import { snsTarget } from './sns.ts';
import { sqsTarget } from './sqs.ts';
import { stepFunctionsTarget } from './stepfunctions.ts';
import type { TargetKind } from './target.ts';

/** The kinds of targets that there are, by the target's ARN. */
export class TargetKinds {
  readonly #kinds: readonly TargetKind[];

  constructor({ door, account }: { readonly door: Door; readonly account: Account }) {
    this.#kinds = [
      stepFunctionsTarget(door),
      lambdaTarget(door),
      sqsTarget(door, account),
      snsTarget(door),
      eventBusTarget(door),
      logGroupTarget(door),
      apiDestinationTarget(door),
    ];
  }

  /** Undefined for an ARN of something that cannot be a target here. */
  of(arn: string): TargetKind | undefined {
    const parts = parseArn(arn);
    return parts && this.#kinds.find(({ owns }) => owns(parts.service, parts.resource));
  }

  titles(): string[] {
    return this.#kinds.map(({ title }) => title);
  }
}
