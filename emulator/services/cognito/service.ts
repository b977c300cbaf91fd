import type { ServiceDefinition } from '../../door/service.ts';
import type { Cancel } from '../../runtime/clock.ts';
import { type CognitoDeps, composeCognito } from './compose.ts';
import { createIssuers, type Issuers } from './issuers.ts';
import { cognitoOperations } from './operations/all.ts';
import { cognitoResources } from './resources/all.ts';
import { browserAccess } from './web/browser-access.ts';
import { CONFIRM_PATH, confirmPage } from './web/confirm-page.ts';
import { discovery, poolPath } from './web/discovery.ts';

export interface Cognito extends ServiceDefinition {
  /** Keys for those who verify tokens within the cloud. */
  readonly issuers: Issuers;
}

const SWEEP_MILLISECONDS = 3_600_000;

const GAPS = [
  'Mails and short messages with codes are captured instead of sent: `GET /_telar/mailbox`.',
  'No managed login and no OAuth endpoints: domains and resource servers are kept, and nothing is served under them; OAuth settings of clients are kept and have no effect.',
  'No federation (identity providers, AdminLinkProviderForUser), passkeys (WEB_AUTHN), remembered devices, imports of users from CSV, and replicas of pools.',
  'Threat protection is accepted and judges nothing. CustomEmailSender, CustomSMSSender and InboundFederation triggers are refused by name.',
  'A session token is good for one step. After three wrong codes a sign-in begins anew.',
];

/** Cognito user pools (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html). */
export function createCognito(deps: CognitoDeps): Cognito {
  const { account, clock, door } = deps;
  const parts = composeCognito(deps);
  let cancelSweep: Cancel | undefined;
  const sweep = () => {
    parts.sessions.sweep();
    parts.refreshTokens.sweep();
    cancelSweep = clock.at(clock.now() + SWEEP_MILLISECONDS, sweep);
  };
  return {
    name: 'cognito',
    signingName: 'cognito-idp',
    sdk: '@aws-sdk/client-cognito-identity-provider',
    protocol: 'json-1.1',
    targetPrefix: 'AWSCognitoIdentityProviderService',
    operations: cognitoOperations(parts),
    resources: cognitoResources(parts),
    browser: browserAccess,
    gaps: GAPS,
    issuers: createIssuers(account, parts.pools, parts.keys),
    mounts: new Map([
      [poolPath(account), discovery({ ...parts, endpoint: deps.endpoint })],
      [CONFIRM_PATH, confirmPage(door)],
    ]),
    start: sweep,
    stop: () => cancelSweep?.(),
  };
}
