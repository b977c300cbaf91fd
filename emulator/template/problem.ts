/** One thing in a template that cannot be deployed here. */
export interface Problem {
  readonly stackName: string;
  readonly logicalId?: string;
  readonly type?: string;
  /** Path of the property or section. */
  readonly path?: string;
  /** What is wrong and what is allowed instead. */
  readonly message: string;
  /** The template is right on AWS; it is the emulator that lacks something. */
  readonly unsupported: boolean;
}

/** One line: `telar-dev-images/OriginalBucket AWS::S3::Bucket ReplicationConfiguration: not supported; …`. */
export function formatProblem({ stackName, logicalId, type, path, message }: Problem): string {
  const where = [logicalId ? `${stackName}/${logicalId}` : stackName, type, path].filter(Boolean).join(' ');
  return `${where}: ${message}`;
}

/** Templates that cannot be deployed: everything that is wrong with them, at once. */
export class TemplateProblemsError extends Error {
  override readonly name = 'TemplateProblemsError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
