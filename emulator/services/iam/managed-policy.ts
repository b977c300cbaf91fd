/** A managed policy of the account or of AWS (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html). */
export interface ManagedPolicy {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** JSON text. */
  readonly document: string;
  readonly createdAt: number;
}
