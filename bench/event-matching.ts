import { parsePattern } from '../emulator/services/eventbridge/patterns/parse-pattern.ts';
import { compilePattern } from '../emulator/services/eventbridge/patterns/pattern.ts';
import { RuleSet } from '../emulator/services/eventbridge/rule-set/rule-set.ts';
import { row, spread } from './support/figures.ts';
import { parcelWork } from './support/parcels.ts';

const EVENTS = 30_000;
const RUNS = 3;
const RULE_COUNTS = [5, 500, 5_000];

/** CPU per event for matching it against a bus's rules, beside the CPU for parsing it. */
export async function eventMatching(): Promise<string[]> {
  const work = parcelWork(EVENTS);
  if (!work) return ['The rule sets are not at hand: ../shared/bench is missing.'];
  const events: object[] = work.events.map((text) => JSON.parse(text));
  const lines = [perEvent('JSON.parse of an event', () => work.events.forEach((text) => void JSON.parse(text)))];
  for (const [name, patterns] of Object.entries(work.ruleSets)) {
    const texts = patterns.map((pattern) => JSON.stringify(pattern));
    const set = ruleSetOf(texts);
    checkAgainstEachAlone(name, texts, set, events);
    lines.push(perEvent(`match, ${name}`, () => matchAll(set, events)));
  }
  for (const count of RULE_COUNTS) {
    const set = ruleSetOf(Array.from({ length: count }, (_, index) => JSON.stringify(unmatched(index))));
    lines.push(perEvent(`match, ${count} rules of five sorts, none matching`, () => matchAll(set, events)));
  }
  return lines;
}

function ruleSetOf(patterns: readonly string[]): RuleSet<number> {
  const set = new RuleSet<number>();
  patterns.forEach((pattern, index) => {
    set.add(index, parsePattern(pattern));
  });
  return set;
}

function matchAll(set: RuleSet<number>, events: readonly object[]): number {
  let matches = 0;
  for (const event of events) matches += set.match(event).length;
  return matches;
}

function checkAgainstEachAlone(
  name: string,
  texts: readonly string[],
  set: RuleSet<number>,
  events: readonly object[],
): void {
  const alone = texts.map((text) => compilePattern(text));
  const expected = events.reduce((sum, event) => sum + alone.filter((pattern) => pattern.matches(event)).length, 0);
  const found = matchAll(set, events);
  if (found !== expected)
    throw new Error(`${name}: the rule set found ${found} matches, the patterns alone ${expected}`);
}

/** Rules that no parcel matches, by the parcel's texts, numbers and further fields. */
function unmatched(index: number): object {
  const sorts = [
    { type: ['Feature'], properties: { MAPBLKLOT: [`X${index}`] } },
    { properties: { STREET: [{ prefix: `Q${index}` }] } },
    { properties: { STREET: [{ suffix: `x${index}` }] } },
    { geometry: { type: ['Polygon'], firstCoordinates: { x: [{ numeric: ['>', index, '<', index + 0.5] }] } } },
    { properties: { ST_TYPE: [{ wildcard: `a${index}*b` }], [`F${index}`]: ['a'] } },
  ];
  return sorts[index % sorts.length] ?? {};
}

function perEvent(label: string, run: () => unknown): string {
  run();
  const microseconds = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / EVENTS;
  });
  return row(label, spread(microseconds), 'µs');
}
