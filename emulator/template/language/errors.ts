import { AwsError } from '../../door/errors.ts';

/** Where in a template something is: keys and list positions from the outside in. */
export type TemplatePath = readonly (string | number)[];

interface TemplateErrorOptions {
  readonly path?: TemplatePath;
  /** The template is right on AWS; it is the emulator that lacks something. */
  readonly unsupported?: boolean;
  readonly cause?: unknown;
}

/** A template that cannot be used as it stands; clients see CloudFormation's ValidationError. */
export class TemplateError extends AwsError {
  readonly path: TemplatePath;
  readonly unsupported: boolean;

  constructor(message: string, { path = [], unsupported = false, cause }: TemplateErrorOptions = {}) {
    super('ValidationError', message, { cause });
    this.path = path;
    this.unsupported = unsupported;
  }

  /** The same error, seen from one level further out. */
  within(key: string | number): TemplateError {
    const { message, path, unsupported, cause } = this;
    return new TemplateError(message, { path: [key, ...path], unsupported, cause });
  }
}

/** @example unsupported('Fn::Transform AWS::Include') */
export const unsupported = (what: string): TemplateError =>
  new TemplateError(`${what} is not supported by the emulator`, { unsupported: true });

/** `Tags.0.Key`, as messages show a path. */
export const formatPath = (path: readonly PropertyKey[]): string => path.map(String).join('.');
