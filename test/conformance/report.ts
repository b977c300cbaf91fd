import { reasonFor } from './reasons.ts';
import { type CaseResult, LAYERS, type Layer, type PatternResult } from './runner.ts';

/** Results by area, with a last line for all. */
export function areaTable(results: readonly CaseResult[]): string[] {
  const areas = [...new Set(results.map(({ area }) => area))].sort();
  return [
    `| area | cases | ${LAYERS.join(' | ')} |`,
    `|---|${'---:|'.repeat(LAYERS.length + 1)}`,
    ...areas.map((area) =>
      areaRow(
        area,
        results.filter((result) => result.area === area),
      ),
    ),
    areaRow('**all**', results),
  ];
}

const areaRow = (name: string, results: readonly CaseResult[]): string =>
  `| ${[name, results.length, ...LAYERS.map((layer) => passing(results, layer))].join(' | ')} |`;

const passing = (results: readonly CaseResult[], layer: Layer): number =>
  results.filter(({ layers }) => layers[layer]).length;

export function patternTable(results: readonly PatternResult[]): string[] {
  const kindOf = ({ source, expected }: PatternResult) => `${source}, ${expected}`;
  const kinds = [...new Set(results.map(kindOf))].sort();
  const rowOf = (name: string, some: readonly PatternResult[]) =>
    `| ${name} | ${some.length} | ${some.filter(({ ok }) => ok).length} |`;
  return [
    '| recorded by, verdict | cases | same verdict |',
    '|---|---:|---:|',
    ...kinds.map((kind) =>
      rowOf(
        kind,
        results.filter((result) => kindOf(result) === kind),
      ),
    ),
    rowOf('**all**', results),
  ];
}

/** Every case that is not the same to the last detail, by its reason. */
export function shortfalls(results: readonly CaseResult[]): string[] {
  const short = results.filter(({ layers }) => !layers.strict);
  const reasons = new Map<string, CaseResult[]>();
  for (const result of short) {
    const reason = reasonFor(result) ?? 'Not looked into yet.';
    reasons.set(reason, [...(reasons.get(reason) ?? []), result]);
  }
  return [...reasons].flatMap(([reason, cases]) => [
    `- ${reason}`,
    ...cases.map((result) => `  - \`${shortId(result)}\`: ${reached(result)}`),
  ]);
}

/** The case without the file it was recorded in. */
const shortId = ({ id }: CaseResult): string =>
  id.slice(id.lastIndexOf('::') + 2).replace(/#get_execution_history$/, '');

function reached({ layers }: CaseResult): string {
  const best = LAYERS.findLast((layer) => layers[layer]);
  return best === undefined ? 'nothing agrees' : `agrees up to ${best}`;
}

export interface Report {
  readonly date: string;
  readonly half: string;
  /** Cases that need nothing, or Lambda alone. */
  readonly alone: readonly CaseResult[];
  /** All cases, with every service that the emulator has. */
  readonly all: readonly CaseResult[];
  readonly patterns: readonly PatternResult[];
}

/** docs/conformance.md. */
export const reportText = ({
  date,
  half,
  alone,
  all,
  patterns,
}: Report): string => `# What AWS answered, and what the emulator answers

Written by \`npm run conformance -- --write\` on ${date}, from AWS's recorded answers (half \`${half}\`). The recordings are no
part of this project: \`--data\` or \`TELAR_CONFORMANCE_DATA\` names their folder.

Each column includes those before it: the execution's **status**; its **outcome** (output and error name); the **cause**; the
sequence of **types** of history events; **strict**: every event in every detail.

## Step Functions: cases that need nothing, or only Lambda functions

${areaTable(alone).join('\n')}

## Step Functions: all cases

${areaTable(all).join('\n')}

## Event patterns

${patternTable(patterns).join('\n')}

## What falls short, and why

${shortfalls(all).join('\n')}
`;
