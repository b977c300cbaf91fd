import type { AnyOperation } from '../../../door/operation.ts';
import type { CognitoParts } from '../parts.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminPasswordOperations } from './admin-passwords.ts';
import { adminUserOperations } from './admin-users.ts';
import { authenticationOperations } from './authenticate.ts';
import { confirmSignUp, resendConfirmationCode } from './confirm-sign-up.ts';
import { domainOperations } from './domains.ts';
import { confirmForgotPassword, forgotPassword } from './forgot-password.ts';
import { groupOperations } from './groups.ts';
import { mfaConfigOperations } from './mfa-config.ts';
import { mfaPreferenceOperations } from './mfa-preferences.ts';
import { ownAttributeOperations } from './own-attributes.ts';
import { ownUserOperations } from './own-user.ts';
import { resourceServerOperations } from './resource-servers.ts';
import { signUp } from './sign-up.ts';
import { softwareTokenOperations } from './software-tokens.ts';
import { tagOperations } from './tags.ts';
import { tokenOperations } from './tokens.ts';
import { userPoolClientOperations } from './user-pool-clients.ts';
import { userPoolOperations } from './user-pools.ts';

export const cognitoOperations = (parts: CognitoParts): AnyOperation[] => [
  ...userPoolOperations(parts),
  ...mfaConfigOperations(parts),
  ...userPoolClientOperations(parts),
  ...domainOperations(parts),
  ...resourceServerOperations(parts),
  ...tagOperations(parts),
  ...groupOperations(parts),
  signUp(parts),
  confirmSignUp(parts),
  resendConfirmationCode(parts),
  ...authenticationOperations(parts),
  ...tokenOperations(parts),
  forgotPassword(parts),
  confirmForgotPassword(parts),
  ...ownUserOperations(parts),
  ...ownAttributeOperations(parts),
  ...softwareTokenOperations(parts),
  ...mfaPreferenceOperations(parts),
  adminCreateUser(parts),
  ...adminUserOperations(parts),
  ...adminPasswordOperations(parts),
];
