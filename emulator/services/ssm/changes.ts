import type { Account } from '../../runtime/account.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import { parameterArn } from './parameter-name.ts';
import type { Parameter } from './parameters.ts';

/** Tells the default bus of changes (https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html). */
export class ParameterChanges {
  readonly #events: ServiceEvents;
  readonly #account: Account;

  constructor(events: ServiceEvents, account: Account) {
    this.#events = events;
    this.#account = account;
  }

  tell(
    operation: 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion',
    { name, type, description }: Parameter,
  ): void {
    this.#events.publish({
      source: 'aws.ssm',
      detailType: 'Parameter Store Change',
      resources: [parameterArn(this.#account, name)],
      detail: { operation, name, type, ...(description === undefined ? {} : { description }) },
    });
  }
}
