/** A value that only a deployment can tell, for example the ARN of a resource that does not exist yet. */
export class Unknown {
  /** What stands for the value in messages: `Bucket.Arn`. */
  readonly description: string;

  constructor(description: string) {
    this.description = description;
  }
}

/** What `Ref: AWS::NoValue` answers: the property that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);

/** Whether `value` is, or holds somewhere inside, what is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value instanceof Unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isRecord(value) && Object.values(value).some(hasUnknown);
}
