import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../support/plain-error.ts';
import { fill, type Names } from './names.ts';

/** Where an existing file is told of a new workflow. */
interface Wire {
  readonly file: string;
  /** Lines for the top of the file; the formatter sorts them. */
  readonly imports?: string;
  readonly insertions: readonly Insertion[];
}

interface Insertion {
  readonly lines: string;
  /** What the lines stand before. */
  readonly before: RegExp;
}

const WIRES: readonly Wire[] = [
  {
    file: 'events/contracts.ts',
    imports: `import { __camel__Requested } from './__name__-requested/v1.ts';
import { __camel__Completed } from './__name__-completed/v1.ts';
import { __camel__Failed } from './__name__-failed/v1.ts';
`,
    insertions: [{ lines: '  __camel__Requested,\n  __camel__Completed,\n  __camel__Failed,\n', before: /^\];$/m }],
  },
  {
    file: 'events/README.md',
    insertions: [
      {
        lines:
          '| [__Title__ Requested](__name__-requested/README.md) | [__Title__ Completed](__name__-completed/README.md), [__Title__ Failed](__name__-failed/README.md) |\n',
        // The end of the first table.
        before: /(?<=^\|.*\|\n)(?=\n)/m,
      },
    ],
  },
  {
    file: 'functions/api/routes.ts',
    imports: `import { get__Name__Route } from '../__name__/get/route.ts';
import { list__Name__Route } from '../__name__/list/route.ts';
import { request__Name__Route } from '../__name__/request/route.ts';
`,
    insertions: [{ lines: '  list__Name__Route,\n  get__Name__Route,\n  request__Name__Route,\n', before: /^\];$/m }],
  },
  {
    file: 'lib/telar.ts',
    imports: `import { __Name__Stack } from './stacks/__name__-stack.ts';\n`,
    insertions: [
      {
        lines: `  const __camel__ = new __Name__Stack(app, '__name__', { stage, bundles, bus, api });\n`,
        before: /^ {2}new ObservabilityStack\(/m,
      },
      // Dashboard, alarms and saved queries come with it.
      { lines: `      '__name__': [__camel__.watched],\n`, before: /^ {6}platform: \[/m },
    ],
  },
];

/**
 * What a new workflow changes in files that are there.
 *
 * @returns path, relative to the project, and new content
 * @throws PlainError naming a file in which the place was not found
 */
export function wiring(root: string, names: Names): Map<string, string> {
  return new Map(WIRES.map((wire) => [wire.file, wired(root, wire, names)]));
}

function wired(root: string, { file, imports = '', insertions }: Wire, names: Names): string {
  const present = readFileSync(join(root, file), 'utf8');
  return insertions.reduce((content, { lines, before }) => {
    if (!before.test(content)) throw new PlainError(`${file} has no ${before} any more, before which to add lines.`);
    // By a function, so that no $ in the lines means anything.
    return content.replace(before, (place) => fill(lines, names) + place);
  }, fill(imports, names) + present);
}
