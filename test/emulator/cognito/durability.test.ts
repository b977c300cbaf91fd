import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetUserCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { startCloud } from '../../../emulator/cloud.ts';
import { PASSWORD, peopleOf } from './support/people.ts';

describe('user pools on disk', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'user-pools-'));
  afterAll(() => rmSync(dataDirectory, { recursive: true }));

  const start = async () => {
    const cloud = await startCloud({ dataDirectory });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return { cloud, ...peopleOf({ endpoint: cloud.endpoint, region: 'us-east-1', credentials }) };
  };

  it('keep users, keys and sign-ins over a restart, and no password', async () => {
    const first = await start();
    const { UserPoolId, ClientId } = await first.pool();
    await first.person(UserPoolId);
    const AuthParameters = { USERNAME: 'ada@example.com', PASSWORD };
    const begin = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
    const { AuthenticationResult } = await first.cognito.send(new InitiateAuthCommand(begin));
    const keys = async (endpoint: string) => (await fetch(`${endpoint}/${UserPoolId}/.well-known/jwks.json`)).json();
    const published = await keys(first.cloud.endpoint);
    await first.cloud.close();

    const second = await start();
    expect(await keys(second.cloud.endpoint)).toEqual(published);
    const { AccessToken, RefreshToken = '' } = AuthenticationResult ?? {};
    expect(await second.cognito.send(new GetUserCommand({ AccessToken }))).toHaveProperty('Username');
    const refresh = {
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    } as const;
    expect(await second.cognito.send(new InitiateAuthCommand(refresh))).toHaveProperty('AuthenticationResult');
    await second.cloud.close();
    const state = readFileSync(join(dataDirectory, 'state.db'), 'latin1');
    expect(state).toContain('ada@example.com');
    expect(state).not.toContain(PASSWORD);
    expect(state).not.toContain(RefreshToken);
  });
});
