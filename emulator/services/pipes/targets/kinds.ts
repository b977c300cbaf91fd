import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { eventBusTarget } from './event-bus.ts';
import { lambdaTarget } from './lambda.ts';
import { logGroupTarget } from './log-group.ts';
import { snsTarget } from './sns.ts';
import { sqsTarget } from './sqs.ts';
import { stepFunctionsTarget } from './stepfunctions.ts';
import type { TargetKind } from './target.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
}

/** The kinds of targets that there are, by the target's ARN. */
export class TargetKinds {
  readonly #kinds: readonly TargetKind[];

  constructor({ door, account, clock }: Deps) {
    this.#kinds = [
      stepFunctionsTarget(door),
      lambdaTarget(door),
      sqsTarget(door, account),
      snsTarget(door),
      eventBusTarget(door),
      logGroupTarget(door, clock),
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
