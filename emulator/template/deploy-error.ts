import { AwsError } from '../door/errors.ts';
import { TemplateError } from './language/errors.ts';
import { PropertyError } from './stacks/resource-driver.ts';
import type { ResourceRecord } from './stacks/stack-record.ts';

/** A stack that could not be deployed, in one line: what, where, why. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
  readonly stackName: string;
  readonly logicalId: string | undefined;
  readonly type: string | undefined;
  /** Path of the property at fault, when that is known. */
  readonly property: string | undefined;
  /** Why, without where: CloudFormation's status reason. */
  readonly reason: string;

  constructor(stackName: string, cause: unknown, resource?: Pick<ResourceRecord, 'logicalId' | 'type'>) {
    const reason = describeError(cause);
    const where = resource ? `${stackName}/${resource.logicalId} ${resource.type}` : stackName;
    super(`${where}: ${reason}`, { cause });
    this.stackName = stackName;
    this.logicalId = resource?.logicalId;
    this.type = resource?.type;
    this.reason = reason;
    this.property = cause instanceof PropertyError && cause.property ? cause.property : undefined;
  }

  /** The error as it is when it tells its place already. */
  static of(cause: unknown, stackName: string, resource?: Pick<ResourceRecord, 'logicalId' | 'type'>): DeployError {
    return cause instanceof DeployError ? cause : new DeployError(stackName, cause, resource);
  }
}

/** The work was stopped between two resources; the next start goes on. */
export class DeploymentStopped extends Error {
  override readonly name = 'DeploymentStopped';

  constructor() {
    super('The deployment was stopped');
  }
}

/** @example describeError(error) // 'BucketAlreadyExists: The requested bucket name is not available. …' */
export function describeError(error: unknown): string {
  if (error instanceof TemplateError) return [error.path.join('.'), error.message].filter(Boolean).join(': ');
  if (error instanceof AwsError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
