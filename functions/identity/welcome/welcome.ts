/** Somebody has confirmed an address: after signing up, or after having forgotten a password. */
export interface Confirmation {
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
}

export interface WelcomePorts {
  /** Puts the user into the group of members; once more changes nothing. */
  join(who: Confirmation): Promise<void>;
}

/**
 * Makes a member of whoever has signed up. A forgotten password is no reason to become one: an admin may have taken somebody out.
 *
 * @returns whether it did
 */
export async function welcome(confirmation: Confirmation, { join }: WelcomePorts): Promise<boolean> {
  if (confirmation.triggerSource !== 'PostConfirmation_ConfirmSignUp') return false;
  await join(confirmation);
  return true;
}
