import type { ImageRow, KnownImage } from './image-row.ts';
import type { CounterChange } from './transition.ts';

/** Where the rows of images and their counters are kept. */
export interface ImageRecords {
  find(imageId: string): Promise<KnownImage | undefined>;
  /**
   * Writes the row and adds to the counters, both or neither.
   *
   * @param known the row that `find` gave
   * @returns false when somebody else has written in between
   */
  replace(known: KnownImage | undefined, row: ImageRow, counters: CounterChange): Promise<boolean>;
}
