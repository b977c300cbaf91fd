import { z } from 'zod';
import { flag, json, number, text } from '../../../template/scalars.ts';

const texts = z.array(text);
const verified = z.array(z.enum(['email', 'phone_number']));
const texting = text.optional();

const passwordPolicy = z.strictObject({
  MinimumLength: number.optional(),
  RequireLowercase: flag.optional(),
  RequireNumbers: flag.optional(),
  RequireSymbols: flag.optional(),
  RequireUppercase: flag.optional(),
  TemporaryPasswordValidityDays: number.optional(),
  PasswordHistorySize: number.optional(),
});

const attribute = z.strictObject({
  Name: text,
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
  DeveloperOnlyAttribute: flag.optional(),
  Mutable: flag.optional(),
  Required: flag.optional(),
  NumberAttributeConstraints: z.strictObject({ MinValue: texting, MaxValue: texting }).optional(),
  StringAttributeConstraints: z.strictObject({ MinLength: texting, MaxLength: texting }).optional(),
});

const lambdaConfig = z.strictObject({
  PreSignUp: texting,
  CustomMessage: texting,
  PostConfirmation: texting,
  PreAuthentication: texting,
  PostAuthentication: texting,
  DefineAuthChallenge: texting,
  CreateAuthChallenge: texting,
  VerifyAuthChallengeResponse: texting,
  PreTokenGeneration: texting,
  UserMigration: texting,
  PreTokenGenerationConfig: z
    .strictObject({ LambdaArn: text, LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
    .optional(),
});

const inviteTemplate = z.strictObject({ EmailMessage: texting, EmailSubject: texting, SMSMessage: texting });
const smsConfiguration = z.strictObject({ ExternalId: texting, SnsCallerArn: texting, SnsRegion: texting });
const recovery = z.strictObject({
  Name: z.enum(['verified_email', 'verified_phone_number', 'admin_only']),
  Priority: number,
});

export const userPoolSchema = z.strictObject({
  UserPoolName: texting,
  UserPoolTags: z.record(z.string(), text).optional(),
  Policies: z
    .strictObject({
      PasswordPolicy: passwordPolicy.optional(),
      SignInPolicy: z
        .strictObject({ AllowedFirstAuthFactors: z.array(z.enum(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'])).optional() })
        .optional(),
    })
    .optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  LambdaConfig: lambdaConfig.optional(),
  AutoVerifiedAttributes: verified.optional(),
  AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).optional(),
  UsernameAttributes: verified.optional(),
  UsernameConfiguration: z.strictObject({ CaseSensitive: flag.optional() }).optional(),
  Schema: z.array(attribute).optional(),
  SmsVerificationMessage: texting,
  EmailVerificationMessage: texting,
  EmailVerificationSubject: texting,
  SmsAuthenticationMessage: texting,
  VerificationMessageTemplate: z
    .strictObject({
      DefaultEmailOption: z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']).optional(),
      EmailMessage: texting,
      EmailSubject: texting,
      EmailMessageByLink: texting,
      EmailSubjectByLink: texting,
      SmsMessage: texting,
    })
    .optional(),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: verified.optional() })
    .optional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  EnabledMfas: z.array(z.enum(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])).optional(),
  EmailAuthenticationMessage: texting,
  EmailAuthenticationSubject: texting,
  EmailConfiguration: z
    .strictObject({
      ConfigurationSet: texting,
      EmailSendingAccount: z.enum(['COGNITO_DEFAULT', 'DEVELOPER']).optional(),
      From: texting,
      ReplyToEmailAddress: texting,
      SourceArn: texting,
    })
    .optional(),
  SmsConfiguration: smsConfiguration.optional(),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: flag.optional(),
      InviteMessageTemplate: inviteTemplate.optional(),
      UnusedAccountValidityDays: number.optional(),
    })
    .optional(),
  AccountRecoverySetting: z.strictObject({ RecoveryMechanisms: z.array(recovery).optional() }).optional(),
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).optional(),
  UserPoolAddOns: z
    .strictObject({
      AdvancedSecurityMode: z.enum(['OFF', 'AUDIT', 'ENFORCED']).optional(),
      AdvancedSecurityAdditionalFlows: json.optional(),
    })
    .optional(),
  DeviceConfiguration: z
    .strictObject({
      ChallengeRequiredOnNewDevice: flag.optional(),
      DeviceOnlyRememberedOnUserPrompt: flag.optional(),
    })
    .optional(),
  WebAuthnRelyingPartyID: texting,
  WebAuthnUserVerification: texting,
});

export type UserPoolProperties = z.output<typeof userPoolSchema>;

export const USER_POOL_INERT = {
  UserPoolTier: 'every tier has the same features here',
  UserPoolAddOns: 'no sign-in is judged by its risk here',
  DeviceConfiguration: 'devices are not remembered: every sign-in asks for all factors',
  WebAuthnRelyingPartyID: 'there are no passkeys here; a pool that lets users begin with one is refused',
  WebAuthnUserVerification: 'there are no passkeys here; a pool that lets users begin with one is refused',
};

export const clientSchema = z.strictObject({
  UserPoolId: text,
  ClientName: texting,
  GenerateSecret: flag.optional(),
  RefreshTokenValidity: number.optional(),
  AccessTokenValidity: number.optional(),
  IdTokenValidity: number.optional(),
  TokenValidityUnits: z
    .strictObject({
      AccessToken: z.enum(['seconds', 'minutes', 'hours', 'days']).optional(),
      IdToken: z.enum(['seconds', 'minutes', 'hours', 'days']).optional(),
      RefreshToken: z.enum(['seconds', 'minutes', 'hours', 'days']).optional(),
    })
    .optional(),
  ReadAttributes: texts.optional(),
  WriteAttributes: texts.optional(),
  ExplicitAuthFlows: z
    .array(
      z.enum([
        'ADMIN_NO_SRP_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
      ]),
    )
    .optional(),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).optional(),
  EnableTokenRevocation: flag.optional(),
  AuthSessionValidity: number.optional(),
  RefreshTokenRotation: z
    .strictObject({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: number.optional() })
    .optional(),
  EnablePropagateAdditionalUserContextData: flag.optional(),
  SupportedIdentityProviders: z.array(z.literal('COGNITO', 'only the pool itself: there is no federation')).optional(),
  CallbackURLs: texts.optional(),
  LogoutURLs: texts.optional(),
  DefaultRedirectURI: texting,
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).optional(),
  AllowedOAuthScopes: texts.optional(),
  AllowedOAuthFlowsUserPoolClient: flag.optional(),
  AnalyticsConfiguration: json.optional(),
});

const OAUTH = 'kept and shown; no OAuth endpoints are served here';

export const CLIENT_INERT = {
  EnablePropagateAdditionalUserContextData: 'no sign-in is judged by its risk here',
  SupportedIdentityProviders: 'users are those of the pool itself',
  CallbackURLs: OAUTH,
  LogoutURLs: OAUTH,
  DefaultRedirectURI: OAUTH,
  AllowedOAuthFlows: OAUTH,
  AllowedOAuthScopes: OAUTH,
  AllowedOAuthFlowsUserPoolClient: OAUTH,
  AnalyticsConfiguration: 'nothing is reported to anybody',
};
