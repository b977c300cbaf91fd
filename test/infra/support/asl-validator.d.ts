/** The package ships without types. https://www.npmjs.com/package/asl-validator */
declare module 'asl-validator' {
  interface ValidationResult {
    readonly isValid: boolean;
    readonly errors: readonly { readonly message: string }[];
  }
  export default function validate(definition: unknown): ValidationResult;
}
