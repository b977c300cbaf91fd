import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { STAGE_NAMES } from '../../lib/config.ts';
import { assemblyOf } from '../support/assembly.ts';

const PASSED = join(__dirname, '../../build/cfn-lint');
const command = findCommand();
const whenThere = command ? test.each(STAGE_NAMES) : test.skip.each(STAGE_NAMES);

describe('cfn-lint', () => {
  whenThere(
    'finds no error in the templates of %s',
    (stage) => {
      const assembly = assemblyOf(stage);
      // An assembly is named after what it was made of: what has passed once need not be read again.
      const passed = join(PASSED, basename(assembly));
      if (existsSync(passed)) return;
      const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
      const { status, stdout, stderr } = spawnSync(
        command ?? '',
        ['--regions', 'us-east-1', '--non-zero-exit-code', 'error', '--template', ...templates],
        { cwd: assembly, encoding: 'utf8' },
      );
      const errors = `${stdout}${stderr}`.split('\n').filter((line) => /^E\d{4}/.test(line));
      expect({ status, errors }).toEqual({ status: 0, errors: [] });
      mkdirSync(PASSED, { recursive: true });
      writeFileSync(passed, '');
    },
    300_000,
  );
});

/** Python's tools are not where npm looks. */
function findCommand(): string | undefined {
  const home = process.env.HOME ?? '';
  const directories = [
    ...(process.env.PATH ?? '').split(delimiter),
    join(home, '.pyenv/shims'),
    join(home, '.local/bin'),
  ];
  return directories.map((directory) => join(directory, 'cfn-lint')).find((file) => existsSync(file));
}
