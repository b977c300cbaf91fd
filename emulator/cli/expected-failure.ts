import { StoreError } from '../runtime/store.ts';
import { AssemblyError } from '../template/assembly.ts';
import { DeployError } from '../template/deploy-error.ts';
import { TemplateProblemsError } from '../template/problem.ts';
import { UsageError } from './flags.ts';
import { SynthesisError } from './synthesize.ts';

const KINDS = [UsageError, StoreError, SynthesisError, AssemblyError, TemplateProblemsError, DeployError];

/** Whether it is the user's to mend; anything else is a bug of ours and keeps its stack trace. */
export function isExpected(error: unknown): error is Error {
  return KINDS.some((kind) => error instanceof kind);
}
