import { type Account, arn } from '../../runtime/account.ts';

export const DEFAULT_BUS = 'default';

/** The name of a bus that is given by name or ARN; the default bus when it is not given. */
export const busNameOf = (nameOrArn: string | undefined): string =>
  nameOrArn === undefined ? DEFAULT_BUS : nameOrArn.replace(/^arn:[^:]+:events:[^:]*:[^:]*:event-bus\//, '');

export const busArn = (account: Account, name: string) => arn(account, 'events', `event-bus/${name}`);

/** A rule of the default bus has no bus in its ARN. */
export const ruleArn = (account: Account, bus: string, name: string) =>
  arn(account, 'events', bus === DEFAULT_BUS ? `rule/${name}` : `rule/${bus}/${name}`);

export const archiveArn = (account: Account, name: string) => arn(account, 'events', `archive/${name}`);

export const replayArn = (account: Account, name: string) => arn(account, 'events', `replay/${name}`);

/** The parts of an ARN; undefined if the text is none. */
export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All behind the fifth colon. */
  readonly resource: string;
}

export function parseArn(text: string): ArnParts | undefined {
  const [, service, region, account, resource] = /^arn:[^:]+:([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text) ?? [];
  if (service === undefined || region === undefined || account === undefined || resource === undefined)
    return undefined;
  return { service, region, account, resource };
}
