import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('people in dev', () => {
  const template = templateOf('dev', 'identity');

  test('sign in with an e-mail address that they have confirmed, in any case, and a good password', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      VerificationMessageTemplate: Match.objectLike({
        DefaultEmailOption: 'CONFIRM_WITH_CODE',
        EmailMessage: Match.stringLikeRegexp('\\{####\\}'),
        EmailSubject: Match.anyValue(),
      }),
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  test('use a client without a secret, which does not say who exists, and in dev takes a password as it is', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: Match.arrayWith(['http://localhost:5173/']),
      LogoutURLs: Match.arrayWith(['http://localhost:5173/']),
    });
  });

  test('are in groups, and one of them is there from the beginning', () => {
    for (const GroupName of ['admin', 'member']) {
      template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
    }
    template.resourceCountIs('AWS::Cognito::UserPoolUserToGroupAttachment', 2);
    for (const output of ['UserPoolId', 'UserPoolClientId', 'DemoUserEmail', 'DemoUserPassword']) {
      template.hasOutput(output, {});
    }
  });

  test('become members by a function that may do this and nothing else', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PostConfirmation: Match.anyValue() } });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'cognito-idp:AdminAddUserToGroup',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('UserPool'), 'Arn'] },
          },
        ],
      },
    });
  });
});

describe('people in prod', () => {
  const template = templateOf('prod', 'identity');

  test('are guarded by threat protection, cannot be deleted by accident, and send no passwords', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      DeletionProtection: 'ACTIVE',
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('do not know a demo user', () => {
    template.resourceCountIs('AWS::Cognito::UserPoolUser', 0);
    template.resourceCountIs('Custom::UserPassword', 0);
  });
});
