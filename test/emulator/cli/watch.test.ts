import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchSources } from '../../../emulator/cli/watch.ts';

/** A project that is watched, and a way to wait for what the watch tells. */
function watched(include: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'telar-watch-'));
  mkdirSync(join(directory, 'functions/images'), { recursive: true });
  mkdirSync(join(directory, 'node_modules/pkg'), { recursive: true });
  writeFileSync(join(directory, 'functions/images/handler.ts'), '1');
  let tell: (files: readonly string[]) => void = () => {};
  const project = { directory, app: 'node app.ts', context: {}, include, exclude: ['**/*.md'] };
  const stop = watchSources(project, async (files) => tell(files));
  return {
    directory,
    /** What is told of after something was done. */
    after(work: () => void): Promise<readonly string[]> {
      return new Promise((resolve) => {
        tell = resolve;
        work();
      });
    },
    write: (file: string, content: string) => writeFileSync(join(directory, file), content),
    /** As most editors save, and git checks out: another file takes the place of the first. */
    replace(file: string, content: string) {
      writeFileSync(join(directory, `${file}.new`), content);
      renameSync(join(directory, `${file}.new`), join(directory, file));
    },
    close() {
      stop();
      rmSync(directory, { recursive: true });
    },
  };
}

describe.each([[['functions/**', 'cdk.json']], [['**']]])('watching %j', (include) => {
  let project: ReturnType<typeof watched>;
  beforeEach(() => {
    project = watched(include);
  });
  afterEach(() => project.close());

  it('tells of a file as often as it is replaced by another', async () => {
    for (const content of ['2', '3', '4']) {
      const files = await project.after(() => project.replace('functions/images/handler.ts', content));
      expect(files).toEqual(['functions/images/handler.ts']);
    }
  });

  it('sees folders that come later, and those that take the place of others', async () => {
    expect(await project.after(() => mkdirSync(join(project.directory, 'functions/logs')))).toEqual(['functions/logs']);
    expect(await project.after(() => project.write('functions/logs/handler.ts', '1'))).toEqual([
      'functions/logs/handler.ts',
    ]);
    await project.after(() => rmSync(join(project.directory, 'functions/logs'), { recursive: true }));
    await project.after(() => mkdirSync(join(project.directory, 'functions/logs')));
    expect(await project.after(() => project.write('functions/logs/handler.ts', '2'))).toEqual([
      'functions/logs/handler.ts',
    ]);
  });

  it('tells of a file that was removed', async () => {
    const file = 'functions/images/handler.ts';
    expect(await project.after(() => rmSync(join(project.directory, file)))).toEqual([file]);
  });

  it('tells of files at the top, and of nothing that is excluded or installed', async () => {
    const files = await project.after(() => {
      project.write('node_modules/pkg/index.js', '1');
      project.write('functions/README.md', '1');
      project.write('cdk.json', '{}');
    });
    expect(files).toEqual(['cdk.json']);
  });
});
