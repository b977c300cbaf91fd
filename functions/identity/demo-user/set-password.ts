/** What CloudFormation asks of a custom resource. */
export interface PasswordRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceProperties: PasswordOf;
}

export interface PasswordOf {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly Password: string;
}

export interface PasswordPorts {
  set(password: PasswordOf): Promise<unknown>;
}

/** What CloudFormation is answered. */
export type PasswordOutcome = { readonly PhysicalResourceId: string } & (
  | { readonly Status: 'SUCCESS' }
  | { readonly Status: 'FAILED'; readonly Reason: string }
);

/** Sets the password for good, so that it need not be changed at the first sign-in. It goes with its user: there is nothing to delete. */
export async function setPassword(request: PasswordRequest, { set }: PasswordPorts): Promise<PasswordOutcome> {
  const { UserPoolId, Username } = request.ResourceProperties;
  const PhysicalResourceId = `${UserPoolId}/${Username}/password`;
  try {
    if (request.RequestType !== 'Delete') await set(request.ResourceProperties);
    return { PhysicalResourceId, Status: 'SUCCESS' };
  } catch (error) {
    return { PhysicalResourceId, Status: 'FAILED', Reason: error instanceof Error ? error.message : String(error) };
  }
}
