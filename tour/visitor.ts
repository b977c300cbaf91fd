import { randomBytes, randomUUID } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Deployment } from '../bin/support/deployment.ts';
import { type Person, signIn } from './person.ts';

/** Users who are there for one visit. No mail is sent to them: their addresses are in a domain that nobody can have. */
export class Visitors {
  readonly #deployment: Deployment;
  readonly #usernames: string[] = [];

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  /** Makes a member and signs in. It takes leave to manage the users of the pool. */
  async come(name: string): Promise<Person> {
    const { cognito } = this.#deployment;
    const UserPoolId = await this.#deployment.output('identity', 'UserPoolId');
    const Username = `visitor-${randomUUID()}@telar.example`;
    const password = `Aa1-${randomBytes(18).toString('base64url')}`;
    const UserAttributes = Object.entries({ email: Username, email_verified: 'true', name });
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: UserAttributes.map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    this.#usernames.push(Username);
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'member' }));
    return signIn(this.#deployment, Username, password);
  }

  /** Takes away every user that was made. */
  async leave(): Promise<void> {
    for (const Username of this.#usernames.splice(0)) {
      const UserPoolId = await this.#deployment.output('identity', 'UserPoolId');
      await this.#deployment.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    }
  }
}
