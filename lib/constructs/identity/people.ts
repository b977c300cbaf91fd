import { Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ADMIN_GROUP, MEMBER_GROUP } from '../../../functions/shared/http/caller.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';

export interface PeopleProps {
  readonly stage: StageConfig;
  /** Where the web page is served from: sign-in returns nowhere else. */
  readonly webOrigins: readonly string[];
}

const MIN_PASSWORD_CHARACTERS = 8;

/** The user pool `telar-<stage>`, its groups, and the client by which the page and programs sign in. */
export class People extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  readonly groups: Readonly<Record<'admin' | 'member', CfnUserPoolGroup>>;

  constructor(scope: Construct, id: string, { stage, webOrigins }: PeopleProps) {
    super(scope, id);
    this.userPool = this.addUserPool(stage);
    this.client = this.addClient(stage, webOrigins);
    this.groups = {
      admin: this.addGroup(ADMIN_GROUP, 'May see the dashboard, all files, and everybody’s notifications'),
      member: this.addGroup(MEMBER_GROUP, 'Everybody who has signed up'),
    };
  }

  private addUserPool(stage: StageConfig): UserPool {
    const { threatProtection } = stage.identity;
    const userPool = new UserPool(this, 'UserPool', {
      userPoolName: physicalName(stage, 'people'),
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // The old address stays in force until the new one is confirmed.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      passwordPolicy: {
        minLength: MIN_PASSWORD_CHARACTERS,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      userVerification: {
        emailStyle: VerificationEmailStyle.CODE,
        emailSubject: 'Your Telar confirmation code',
        emailBody: 'Welcome to Telar. Your confirmation code is {####}.',
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // With an authenticator app, for those who want it. Not by SMS, which is dear and can be hijacked.
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: threatProtection ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      ...(threatProtection && { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION }),
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    acknowledge(userPool, stage);
    return userPool;
  }

  private addClient(stage: StageConfig, webOrigins: readonly string[]): UserPoolClient {
    const pages = webOrigins.map((origin) => `${origin}/`);
    const known = new ClientAttributes().withStandardAttributes({ email: true, fullname: true });
    return this.userPool.addClient('Client', {
      userPoolClientName: physicalName(stage, 'web'),
      // A page cannot keep a secret.
      generateSecret: false,
      authFlows: { userSrp: true, userPassword: stage.identity.passwordSignIn },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      readAttributes: known.withStandardAttributes({ emailVerified: true }),
      writeAttributes: known,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: pages,
        logoutUrls: pages,
      },
    });
  }

  private addGroup(groupName: string, description: string): CfnUserPoolGroup {
    const { userPoolId } = this.userPool;
    return new CfnUserPoolGroup(this, groupName, { userPoolId, groupName, description });
  }
}

function acknowledge(userPool: UserPool, { identity }: StageConfig): void {
  Validations.of(userPool).acknowledge({
    id: 'AwsSolutions-COG2',
    reason: 'Anybody may sign up, and what one can do here is small: a second factor is offered, not forced on people.',
  });
  if (identity.threatProtection) return;
  for (const id of ['AwsSolutions-COG3', 'AwsSolutions-COG8']) {
    Validations.of(userPool).acknowledge({ id, reason: 'This stage has no users but its developers; prod has it.' });
  }
}
