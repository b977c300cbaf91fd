import type { Access } from '../../../door/operation.ts';
import type { LogGroups } from '../log-groups.ts';
import type { ResourcePolicies } from '../resource-policies.ts';

export interface AccessDeps {
  readonly groups: LogGroups;
  readonly policies: ResourcePolicies;
}

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly logStreamName?: string | undefined;
}

/**
 * What an operation on a group or stream needs. IAM knows both as `log-group:NAME:log-stream:STREAM`, with an empty
 * stream for the group itself, so that a policy's usual `log-group:NAME:*` covers both
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html).
 */
export function logAccess(action: string, { groups, policies }: AccessDeps): (input: Named) => Access[] {
  return ({ logGroupName, logGroupIdentifier, logStreamName = '' }) => {
    const name = logGroupName ?? logGroupIdentifier ?? '';
    const group = name.startsWith('arn:') ? name.replace(/:\*$/, '') : groups.arnOf(name);
    const { document } = policies;
    return [
      {
        action: `logs:${action}`,
        resource: `${group}:log-stream:${logStreamName}`,
        ...(document ? { resourcePolicy: document } : {}),
      },
    ];
  };
}

/** What an operation on a tagged resource needs: here the ARN has nothing after the name. */
export const taggingAccess =
  (action: string) =>
  (input: { resourceArn?: string | undefined }): Access[] => [
    { action: `logs:${action}`, resource: input.resourceArn ?? '*' },
  ];

export const generalAccess = (action: string) => (): Access[] => [{ action: `logs:${action}`, resource: '*' }];
