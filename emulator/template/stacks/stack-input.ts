import type { Assets } from '../resource-type.ts';
import type { StackOrigin } from './stack-record.ts';

/** What is left of an operation that failed. `DELETE` is for creations. */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/** What somebody asks for when a stack is to be created or updated. */
export interface StackInput {
  readonly name: string;
  readonly origin: StackOrigin;
  /** JSON. */
  readonly templateBody: string;
  /** As it was submitted, when that was YAML. */
  readonly originalBody?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly assets: Assets;
  readonly capabilities?: readonly string[];
  readonly notificationArns?: readonly string[];
  readonly terminationProtection?: boolean;
  readonly roleArn?: string;
  readonly onFailure?: OnFailure;
  /** For stacks of an assembly: whose they are. */
  readonly application?: string;
  /** For nested stacks. */
  readonly parent?: { readonly id: string; readonly rootId: string };
  readonly templateUrl?: string;
}

/** What happens while stacks are deployed, for the terminal. */
export interface StackListener {
  resource(step: ResourceStep): void;
  note(note: StackNote): void;
}

export interface ResourceStep {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'roll back';
}

/** Something that went on but should be known. */
export interface StackNote {
  readonly stackName: string;
  readonly logicalId?: string;
  readonly message: string;
}
