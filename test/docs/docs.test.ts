import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { anchorOf, codeBlocks, headings, inlineCode, localLinks } from './support/markdown.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json'));

const PAGES = globSync(['README*.md', 'docs/**/*.md', 'events/**/*.md', 'statemachines/*.md'], { cwd: ROOT }).sort();

/** What npm knows without a script of ours. */
const NPM_COMMANDS = ['ci', 'start', 'test'];

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  test('links to what there is', () => {
    const broken = localLinks(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path ? join(ROOT, dirname(page), path) : join(ROOT, page);
      if (!existsSync(target)) return true;
      return (
        anchor !== undefined && !headings(readFileSync(target, 'utf8')).some(({ text }) => anchorOf(text) === anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  test('names files that there are', () => {
    const folders = /^(bench|bin|docs|emulator|events|functions|lib|statemachines|test|tour|web)\/[\w./*-]+$/;
    const paths = inlineCode(text).filter((code) => folders.test(code) && !/parcel-tracking/.test(code));
    expect(paths.filter((path) => globSync(path, { cwd: ROOT }).length === 0)).toEqual([]);
  });

  test('names commands that there are', () => {
    const code = [...codeBlocks(text), ...inlineCode(text)].join('\n');
    const ours = [...code.matchAll(/\bnpm run (?:-\S+ )*([\w:-]+)/g)].map(([, name = '']) => name);
    const npms = [...code.matchAll(/\bnpm (?!run\b)([a-z]+)/g)].map(([, name = '']) => name);
    expect(ours.filter((name) => !(name in scripts))).toEqual([]);
    expect(npms.filter((name) => !NPM_COMMANDS.includes(name))).toEqual([]);
  });

  test('names samples that there are', () => {
    const emitted = [...text.matchAll(/npm run emit -- ([\w-]+)/g)].map(([, name = '']) => name);
    const made = (name: string) => name.startsWith('parcel-tracking');
    expect(emitted.filter((name) => !made(name) && !existsSync(join(ROOT, 'events', name, 'v1.sample.json')))).toEqual(
      [],
    );
  });
});

describe('docs/from-the-tutorials.md', () => {
  const page = 'docs/from-the-tutorials.md';
  const rows = read(page)
    .split('\n')
    .filter((line) => /^\| (?!their step|---)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test.each(rows)('%s| %s: has a place here', (_, step, place = '') => {
    const files = localLinks(place).map((link) => relative(ROOT, join(ROOT, dirname(page), link.split('#')[0] ?? '')));
    const commands = [...place.matchAll(/`npm (?:run )?([\w-]+)`/g)].map(([, name = '']) => name);
    expect({ step, places: files.length + commands.length + inlineCode(place).length }).not.toMatchObject({
      places: 0,
    });
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('names routes that there are', () => {
    const paths = globSync('functions/*/*/route.ts', { cwd: ROOT })
      .map((file) => read(file))
      .join('\n');
    const named = inlineCode(read(page)).flatMap((code) => /^(GET|POST) (\/\S+)$/.exec(code)?.[2] ?? []);
    expect(named.filter((path) => !paths.includes(`path: '${path}'`))).toEqual([]);
  });
});

describe('README.es.md', () => {
  const [english, spanish] = [read('README.md'), read('README.es.md')];

  test('has the headings of README.md', () => {
    const levels = (text: string) => headings(text).map(({ level }) => level);
    expect(levels(spanish)).toEqual(levels(english));
  });

  test('has the code of README.md, whose comments alone are translated', () => {
    const commands = (text: string) => codeBlocks(text).map((block) => block.split('\n').map(withoutComment));
    expect(commands(spanish)).toEqual(commands(english));
  });

  test('has the links of README.md', () => {
    const own = (link: string) => !/^README/.test(link) && !link.startsWith('#');
    expect(localLinks(spanish).filter(own)).toEqual(localLinks(english).filter(own));
  });
});

/**
 * Comments begin with #, with two spaces before it or at the beginning of a line; so does what stands behind the name of a folder.
 * Places to fill in stand in angle brackets.
 */
function withoutComment(line: string): string {
  return line
    .replace(/(^| {2,})# .*$/, '')
    .replace(/^(\S+\/) {2,}.*$/, '$1')
    .replace(/^(\S+\.ts) {2,}.*$/, '$1')
    .replaceAll(/<[^<>]*>/g, '<>')
    .trimEnd();
}
