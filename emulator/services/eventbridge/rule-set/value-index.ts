import type { Hint, Scalar } from '../patterns/condition.ts';
import { addressKey, parseAddress } from '../patterns/operators/address.ts';
import { comparable, LARGEST_NUMBER } from '../patterns/operators/comparable.ts';
import { fold } from '../patterns/operators/equals-ignore-case.ts';
import { type Candidate, type Findings, Postings, removeFrom } from './candidate.ts';
import { Ranges } from './ranges.ts';
import { TextEnds } from './text-ends.ts';

const HIGHEST = comparable(LARGEST_NUMBER) ?? 0;
const LOWEST = -HIGHEST;

/** Numbers are looked up by the form in which patterns compare them; one without such a form by itself. */
const key = (value: Scalar) => (typeof value === 'number' ? (comparable(value) ?? value) : value);

/** Candidates by what they ask of one field. Each sort of condition has its own structure, made when first needed. */
export class ValueIndex {
  readonly #values = new Postings<Scalar>();
  readonly #any: Candidate[] = [];
  #folded: Postings<string> | undefined;
  #prefixes: TextEnds | undefined;
  #suffixes: TextEnds | undefined;
  #foldedPrefixes: TextEnds | undefined;
  #foldedSuffixes: TextEnds | undefined;
  #numbers: Ranges<number> | undefined;
  #addresses: Ranges<bigint> | undefined;

  add(hint: Hint, candidate: Candidate): void {
    this.#change(hint, candidate, 'add');
  }

  remove(hint: Hint, candidate: Candidate): void {
    this.#change(hint, candidate, 'remove');
  }

  /** How many candidates one more value of an event is likely to bring up through this hint; an estimate. */
  cost(hint: Hint): number {
    switch (hint.by) {
      case 'value':
        return 1 + (this.#values.get(key(hint.value))?.length ?? 0);
      case 'folded':
        return 1 + (this.#folded?.get(hint.text)?.length ?? 0);
      case 'prefix':
      case 'suffix':
      case 'folded-prefix':
      case 'folded-suffix':
        return 1 + 20 / (1 + hint.text.length) + this.#ends(hint.by).load(hint.text);
      case 'number':
        if (hint.low === hint.high) return 1;
        return hint.low <= LOWEST || hint.high >= HIGHEST ? 30 : 10;
      case 'address':
        return hint.low === hint.high ? 1 : 5;
      case 'any':
        return 50 + this.#any.length;
      case 'absence':
        return Number.POSITIVE_INFINITY;
    }
  }

  /** Brings up all candidates that the value may satisfy. */
  find(value: Scalar, findings: Findings): void {
    if (this.#any.length > 0) findings.addAll(this.#any);
    const equal = this.#values.get(key(value));
    if (equal) findings.addAll(equal);
    if (typeof value === 'string') this.#findText(value, findings);
    else if (this.#numbers && typeof value === 'number') {
      const form = comparable(value);
      if (form !== undefined) this.#numbers.find(form, findings);
    }
  }

  #findText(value: string, findings: Findings): void {
    this.#prefixes?.find(value, findings);
    this.#suffixes?.find(value, findings);
    if (this.#folded || this.#foldedPrefixes || this.#foldedSuffixes) {
      const folded = fold(value);
      const equal = this.#folded?.get(folded);
      if (equal) findings.addAll(equal);
      this.#foldedPrefixes?.find(folded, findings);
      this.#foldedSuffixes?.find(folded, findings);
    }
    if (this.#addresses) {
      const address = parseAddress(value);
      if (address) this.#addresses.find(addressKey(address), findings);
    }
  }

  #ends(by: 'prefix' | 'suffix' | 'folded-prefix' | 'folded-suffix'): TextEnds {
    switch (by) {
      case 'prefix':
        this.#prefixes ??= new TextEnds('start');
        return this.#prefixes;
      case 'suffix':
        this.#suffixes ??= new TextEnds('end');
        return this.#suffixes;
      case 'folded-prefix':
        this.#foldedPrefixes ??= new TextEnds('start');
        return this.#foldedPrefixes;
      case 'folded-suffix':
        this.#foldedSuffixes ??= new TextEnds('end');
        return this.#foldedSuffixes;
    }
  }

  #change(hint: Hint, candidate: Candidate, change: 'add' | 'remove'): void {
    switch (hint.by) {
      case 'value':
        this.#values[change](key(hint.value), candidate);
        break;
      case 'folded':
        this.#folded ??= new Postings();
        this.#folded[change](hint.text, candidate);
        break;
      case 'prefix':
      case 'suffix':
      case 'folded-prefix':
      case 'folded-suffix':
        this.#ends(hint.by)[change](hint.text, candidate);
        break;
      case 'number':
        this.#numbers ??= new Ranges();
        this.#numbers[change](hint.low, hint.high, candidate);
        break;
      case 'address':
        this.#addresses ??= new Ranges();
        this.#addresses[change](hint.low, hint.high, candidate);
        break;
      case 'any':
        if (change === 'add') this.#any.push(candidate);
        else removeFrom(this.#any, candidate);
        break;
      case 'absence':
        throw new Error('A condition of absence has no value to be found by');
    }
  }
}
