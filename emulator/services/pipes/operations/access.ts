import type { Access } from '../../../door/operation.ts';
import type { Pipes } from '../pipes.ts';

/** What an operation on a pipe asks of policies. */
export const pipeAccess = (pipes: Pipes, action: string, name: string | undefined): Access[] => [
  { action: `pipes:${action}`, resource: pipes.arnOf(name) },
];

/** A role can be given to a pipe only by who may pass it on. */
export const passRole = (role: string | undefined): Access[] =>
  role === undefined
    ? []
    : [{ action: 'iam:PassRole', resource: role, conditions: { 'iam:PassedToService': ['pipes.amazonaws.com'] } }];
