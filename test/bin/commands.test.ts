import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('bin', command), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr };
}

describe('a command that is not told what it needs says so in one line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'telar-commands-'));
    writeFileSync(join(folder, 'app.log'), '{"message":"a"}\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['an e-mail address without its password', ['token.ts', '--email', 'ana@example.com'], '--email and --password go'],
    ['a stage that is none', ['token.ts', '--stage', 'production'], '--stage is dev, stg, prod'],
    ['a flag that is none', ['token.ts', '--user', 'ana'], "Unknown option '--user'"],
    ['no deployment', ['token.ts', '--endpoint', NOWHERE], `Nothing answers at ${NOWHERE}.`],
    ['no file', ['submit-logs.ts'], 'Usage: npm run submit-logs'],
    ['a file that is not there', ['submit-logs.ts', 'missing.log'], "no such file or directory, open 'missing.log'"],
  ])('%s', (_, [command = '', ...args], problem) => {
    const { status, printed } = run(command, ...args);

    expect(printed).toContain(problem);
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  test('logs for which there is no deployment', () => {
    const { status, printed } = run('submit-logs.ts', join(folder, 'app.log'), '--endpoint', NOWHERE);

    expect(printed).toContain(`Nothing answers at ${NOWHERE}.`);
    expect(status).toBe(2);
  });
});
