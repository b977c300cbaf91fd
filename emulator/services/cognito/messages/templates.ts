import type { PoolSettings } from '../pools/user-pool.ts';

/** What a message is about, as triggers name it. */
export type MessageSource =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'AdminCreateUser'
  | 'Authentication';

export interface MessageTemplate {
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
}

/** Where the code goes in a template. */
export const CODE = '{####}';
export const USERNAME = '{username}';
/** Where the link goes, with its words. */
export const LINK = /\{##(.*?)##\}/g;

const INVITATION = `Your username is ${USERNAME} and temporary password is ${CODE}.`;

/** The pool's own words, or Cognito's (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html). */
export function templateFor(settings: PoolSettings, source: MessageSource): MessageTemplate {
  if (source === 'AdminCreateUser') return invitation(settings);
  if (source === 'Authentication') return authentication(settings);
  const { VerificationMessageTemplate: template } = settings;
  const fallback = source === 'ForgotPassword' ? 'Your password reset code is' : 'Your confirmation code is';
  return {
    subject: template?.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
    email: template?.EmailMessage ?? settings.EmailVerificationMessage ?? `${fallback} ${CODE}`,
    sms: template?.SmsMessage ?? settings.SmsVerificationMessage ?? `${fallback} ${CODE}`,
  };
}

/** The mail that a pool with CONFIRM_WITH_LINK sends to somebody who signed up. */
export const linkTemplate = ({ VerificationMessageTemplate: template }: PoolSettings) => ({
  subject: template?.EmailSubjectByLink ?? 'Your verification link',
  email: template?.EmailMessageByLink ?? 'Please click the link below to verify your email address. {##Verify Email##}',
});

function invitation({ AdminCreateUserConfig }: PoolSettings): MessageTemplate {
  const template = AdminCreateUserConfig?.InviteMessageTemplate;
  return {
    subject: template?.EmailSubject ?? 'Your temporary password',
    email: template?.EmailMessage ?? INVITATION,
    sms: template?.SMSMessage ?? INVITATION,
  };
}

function authentication({ SmsAuthenticationMessage }: PoolSettings): MessageTemplate {
  const text = `Your authentication code is ${CODE}`;
  return { subject: 'Your authentication code', email: text, sms: SmsAuthenticationMessage ?? text };
}
