import type {
  ValidateStateMachineDefinitionDiagnostic as Diagnostic,
  ValidateStateMachineDefinitionSeverity as Severity,
} from '@aws-sdk/client-sfn';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export type DiagnosticCode =
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'INVALID_JSON_DESCRIPTION'
  | 'INVALID_STATE_NAME'
  | 'MISSING_DESCRIPTION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'UNSUPPORTED_JSONATA_EXPRESSION';

export type { Diagnostic };

/** What was found in a definition, in the order of finding it. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];

  /** A violation of the language's grammar. @param location `/States/A/Resource` */
  invalid(message: string, location: string): void {
    this.#report('ERROR', 'SCHEMA_VALIDATION_FAILED', message, location);
  }

  error(code: DiagnosticCode, message: string, location: string | undefined): void {
    this.#report('ERROR', code, message, location);
  }

  warning(code: DiagnosticCode, message: string, location: string): void {
    this.#report('WARNING', code, message, location);
  }

  errors(): Diagnostic[] {
    return this.list.filter(({ severity }) => severity === 'ERROR');
  }

  #report(severity: Severity, code: DiagnosticCode, message: string, location: string | undefined): void {
    this.list.push({ severity, code, message, ...(location === undefined ? {} : { location }) });
  }
}

/** A diagnostic as InvalidDefinition quotes it. */
export const describeDiagnostic = ({ code, message, location }: Diagnostic): string =>
  location ? `${code}: ${message} at ${location}` : `${code}: ${message}`;
