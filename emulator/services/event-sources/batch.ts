import { BATCH_BYTES, BATCH_ENVELOPE_BYTES } from './limits.ts';

/** A batch that is being gathered, up to a number of records and a size. */
export class Batch<T> {
  readonly records: T[] = [];
  readonly #size: number;
  #bytes = BATCH_ENVELOPE_BYTES;
  #full = false;

  constructor(size: number) {
    this.#size = size;
  }

  get length(): number {
    return this.records.length;
  }

  /** Whether nothing more can come in. */
  get full(): boolean {
    return this.#full || this.records.length >= this.#size;
  }

  /** Takes the record in, unless there is no room for it; a first record is always taken. */
  add(record: T): boolean {
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (this.full || (this.records.length > 0 && this.#bytes + bytes > BATCH_BYTES)) {
      this.#full = true;
      return false;
    }
    this.records.push(record);
    this.#bytes += bytes;
    return true;
  }
}
