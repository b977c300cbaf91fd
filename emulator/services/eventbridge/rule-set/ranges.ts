import type { Candidate, Findings } from './candidate.ts';

interface Range<N> {
  readonly low: N;
  readonly high: N;
  readonly candidate: Candidate;
}

interface Node<N> {
  readonly range: Range<N>;
  readonly left: Node<N> | undefined;
  readonly right: Node<N> | undefined;
  /** The highest end of all ranges from here down. */
  readonly highest: N;
}

/**
 * Candidates by closed ranges of numbers or addresses: an interval tree
 * (https://en.wikipedia.org/wiki/Interval_tree#Augmented_tree), built when it is first asked after a change.
 */
export class Ranges<N extends number | bigint> {
  #ranges: Range<N>[] = [];
  #root: Node<N> | undefined;
  #stale = false;

  add(low: N, high: N, candidate: Candidate): void {
    this.#ranges.push({ low, high, candidate });
    this.#stale = true;
  }

  remove(low: N, high: N, candidate: Candidate): void {
    const at = this.#ranges.findIndex(
      (range) => range.candidate === candidate && range.low === low && range.high === high,
    );
    if (at >= 0) this.#ranges.splice(at, 1);
    this.#stale = true;
  }

  find(value: N, findings: Findings): void {
    if (this.#stale) {
      this.#ranges.sort((a, b) => (a.low < b.low ? -1 : Number(a.low > b.low)));
      this.#root = build(this.#ranges, 0, this.#ranges.length);
      this.#stale = false;
    }
    visit(this.#root, value, findings);
  }
}

function build<N extends number | bigint>(ranges: readonly Range<N>[], from: number, to: number): Node<N> | undefined {
  const middle = (from + to) >> 1;
  const range = ranges[middle];
  if (from >= to || !range) return undefined;
  const left = build(ranges, from, middle);
  const right = build(ranges, middle + 1, to);
  let highest = range.high;
  if (left && left.highest > highest) highest = left.highest;
  if (right && right.highest > highest) highest = right.highest;
  return { range, left, right, highest };
}

function visit<N extends number | bigint>(node: Node<N> | undefined, value: N, findings: Findings): void {
  if (!node || value > node.highest) return;
  visit(node.left, value, findings);
  if (value < node.range.low) return;
  if (value <= node.range.high) findings.add(node.range.candidate);
  visit(node.right, value, findings);
}
