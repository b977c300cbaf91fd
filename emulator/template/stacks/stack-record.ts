import type { DeletionPolicy } from '../language/template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_FAILED'
  | 'ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'REVIEW_IN_PROGRESS';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html */
export type ResourceStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_FAILED'
  | 'CREATE_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'DELETE_SKIPPED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_FAILED'
  | 'UPDATE_COMPLETE';

/** `assembly`: it goes when the application no longer has it. `api`: only DeleteStack ends it. `nested`: its parent's matter. */
export type StackOrigin = 'assembly' | 'api' | 'nested';

export interface StackParameter {
  readonly key: string;
  readonly value: string;
  /** The stored value, for parameters of an SSM type. */
  readonly resolved?: string;
  readonly noEcho?: boolean;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** What describes a stack and is never searched for. */
export interface StackDetails {
  readonly description?: string;
  readonly parameters: readonly StackParameter[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly outputs: readonly StackOutput[];
  readonly terminationProtection: boolean;
  readonly disableRollback: boolean;
  /** Tells the stacks of one assembly from those of another. */
  readonly application?: string;
  readonly parentId?: string;
  readonly rootId?: string;
  /** The template as it was submitted, when that was YAML. */
  readonly originalBody?: string;
  /** Role that CloudFormation would assume; shown, and without effect: the emulator acts for the account itself. */
  readonly roleArn?: string;
  /** Where a nested stack's template came from, and the one before, to which a rollback goes back. */
  readonly templateUrl?: string;
  readonly previousTemplate?: { readonly url: string; readonly body: string };
}

export interface StackRecord {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  readonly origin: StackOrigin;
  readonly status: StackStatus;
  readonly statusReason?: string;
  /** The template's text that the last completed operation deployed. */
  readonly templateBody: string;
  /** Of all that the last completed operation depended on; undefined while there is none. */
  readonly fingerprint?: string;
  /** Epoch milliseconds, like the following ones. */
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number;
  readonly details: StackDetails;
}

export interface ResourceRecord {
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** Undefined until the resource was made. */
  readonly physicalId?: string;
  /** As the template says, with all functions evaluated. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  readonly updatedAt: number;
  readonly deletionPolicy: DeletionPolicy;
  /** Position in the order of creation; deletion goes the other way. */
  readonly sequence: number;
  /** Logical ids of what it depends on. */
  readonly needs: readonly string[];
  /** How often the resource was replaced. */
  readonly generation: number;
  /** Stands for a resource of a type that the emulator does not have. */
  readonly placeholder: boolean;
}

export interface StackEvent {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly at: number;
  readonly status: StackStatus | ResourceStatus;
  readonly reason?: string;
}
