import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A minute is what the commands themselves wait for one thing; a busy machine needs a good part of it for a cold start. */
jest.setTimeout(240_000);

/** Runs a command as npm does, with what it is told on the command line alone. */
async function run(
  command: 'demo' | 'journeys',
  ...args: string[]
): Promise<{ status: number | null; printed: string }> {
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [`tour/${command}.ts`, ...args], { cwd: ROOT, env });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, printed: out + err };
}

describe('the tour', () => {
  let telar: Telar;
  let endpoint: string;
  beforeAll(async () => {
    telar = await startTelar({ webPort: 0 });
    endpoint = telar.cloud.endpoint;
  });
  afterAll(() => telar.stop());

  it('shows image, logs, notification and chat, counts before and after, and ends in a verdict', async () => {
    const { status, printed } = await run('demo', '--endpoint', endpoint);
    expect(printed).toContain('0 images, 0 logs, 0 notifications, 0 files');
    expect(printed).toContain('processed copy 1024 × 768, thumbnail 200 × 150');
    expect(printed).toContain('1 images (+1), 3 logs (+3), 1 notifications (+1), 4 files (+4)');
    expect(printed).toContain('All 7 went well');
    expect(status).toBe(0);
  });

  it('is made by journeys that rely on nothing but what is deployed', async () => {
    const { status, printed } = await run('journeys', '--endpoint', endpoint);
    expect(printed).toMatch(/All \d+ went well/);
    expect(status).toBe(0);
    const { Users } = await telar.cognito.send(
      new ListUsersCommand({ UserPoolId: await telar.output('identity', 'UserPoolId') }),
    );
    expect(Users?.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value)).toEqual([
      'demo@telar.example',
    ]);
  });

  it('ends in another status when something does not work', async () => {
    await telar.s3.send(new DeleteObjectCommand({ Bucket: bucket('web'), Key: 'config.json' }));
    const { status, printed } = await run('journeys', 'serves', '--endpoint', endpoint);
    expect(printed).toContain('1 of 1 failed: serves the page');
    expect(status).toBe(1);
  });

  it.each([
    [
      'nothing answers',
      ['--endpoint', 'http://127.0.0.1:9'],
      'Nothing answers at http://127.0.0.1:9. Start it with "npm start"',
    ],
    ['there is no such stage', ['--stage', 'test'], '--stage is dev, stg, prod: it was given as "test"'],
    ['the flag is unknown', ['--where', 'here'], "Unknown option '--where'. Usage: npm run"],
    ['the endpoint is none', ['--endpoint', 'here'], '--endpoint is a URL or "aws": it was given as "here"'],
  ])('says in one line that %s', async (_, args, told) => {
    for (const command of ['demo', 'journeys'] as const) {
      const { status, printed } = await run(command, ...args);
      expect(printed).toContain(told);
      expect(printed.trim().split('\n')).toHaveLength(1);
      expect(status).toBe(2);
    }
  });

  it('says in one line that the application is not deployed', async () => {
    const { status, printed } = await run('demo', '--endpoint', endpoint, '--stage', 'stg');
    expect(printed).toMatch(
      /^Stack with id telar-stg-identity does not exist: the application is not deployed at .*\n$/,
    );
    expect(status).toBe(2);
  });
});
