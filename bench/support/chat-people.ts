import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { WebSocket } from 'ws';
import type { Emulator } from './emulator.ts';

const PASSWORD = 'Wool-and-warp-7';
/** A user has so many connections at most. */
export const CONNECTIONS_EACH = 10;
/** Sign-ins and handshakes at once. */
const AT_ONCE = 8;

/** Signs people up and opens their sockets, a few at a time. */
export class ChatPeople {
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #userPoolId: string;
  readonly #clientId: string;
  readonly #url: string;
  readonly tokens: string[] = [];
  readonly sockets: WebSocket[] = [];

  private constructor(emulator: Emulator, [userPoolId, clientId, url]: readonly [string, string, string]) {
    this.#cognito = new CognitoIdentityProviderClient(clientOptions(emulator));
    this.#userPoolId = userPoolId;
    this.#clientId = clientId;
    this.#url = url;
  }

  static async of(emulator: Emulator): Promise<ChatPeople> {
    const cloudFormation = new CloudFormationClient(clientOptions(emulator));
    const output = async (stack: string, key: string) => {
      const { Stacks: [found] = [] } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: `telar-dev-${stack}` }),
      );
      return found?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
    };
    try {
      return new ChatPeople(emulator, [
        await output('identity', 'UserPoolId'),
        await output('identity', 'UserPoolClientId'),
        await output('chat', 'WebSocketUrl'),
      ]);
    } finally {
      cloudFormation.destroy();
    }
  }

  /** Opens sockets until there are so many. */
  async grow(sockets: number): Promise<void> {
    await upTo(Math.ceil(sockets / CONNECTIONS_EACH), this.tokens, () => this.#signIn(`${randomUUID()}@example.com`));
    await upTo(sockets, this.sockets, (index) => this.#open(this.tokens[Math.floor(index / CONNECTIONS_EACH)] ?? ''));
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
    this.#cognito.destroy();
  }

  async #signIn(Username: string): Promise<string> {
    const UserPoolId = this.#userPoolId;
    await this.#cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await this.#cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
    const { AuthenticationResult } = await this.#cognito.send(
      new InitiateAuthCommand({
        ClientId: this.#clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: Username, PASSWORD },
      }),
    );
    return AuthenticationResult?.IdToken ?? '';
  }

  async #open(token: string): Promise<WebSocket> {
    const socket = new WebSocket(`${this.#url}?token=${token}`, { perMessageDeflate: false });
    // As many may listen to one socket as messages are under way.
    socket.setMaxListeners(0);
    await once(socket, 'open');
    return socket;
  }
}

function clientOptions({ endpoint }: Emulator) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
}

/** Makes items until there are so many, a few at a time. */
async function upTo<Item>(count: number, items: Item[], make: (index: number) => Promise<Item>): Promise<void> {
  let next = items.length;
  const maker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      items[index] = await make(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, maker));
}
