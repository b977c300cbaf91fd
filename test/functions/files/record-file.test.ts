import type { FileFacts, FileRow } from '../../../functions/files/file-row.ts';
import { fileIdOf, fileIndexKeys } from '../../../functions/files/file-row.ts';
import { type FilePorts, recordFile } from '../../../functions/files/record/record-file.ts';
import { TooMuchContentionError } from '../../../functions/shared/ledger/settle.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const PLACE = { bucket: 'originals', holds: 'imagesOriginal', key: 'a.jpg' };
const ID = fileIdOf(PLACE);
const facts = (sizeBytes: number): FileFacts => ({
  sizeBytes,
  modifiedAt: '2026-03-01T10:00:00.000Z',
  etag: `"${sizeBytes}"`,
});

describe('recording a file', () => {
  let ledger: MemoryLedger<FileRow>;
  let inBucket: FileFacts | undefined;
  let ids: number;
  const ports = (more: Partial<FilePorts> = {}): FilePorts => ({
    ledger,
    look: async () => inBucket,
    backOff: async () => {},
    newId() {
      ids += 1;
      return `look ${ids}`;
    },
    now: () => new Date('2026-03-01T12:00:00Z'),
    ...more,
  });
  beforeEach(() => {
    ledger = new MemoryLedger();
    inBucket = undefined;
    ids = 0;
  });

  it('writes down and counts what is in the bucket, once however often it is told', async () => {
    inBucket = facts(700);
    for (let time = 0; time < 3; time += 1) expect(await recordFile(PLACE, ports())).toBe('present');

    expect(ledger.rows.get(ID)).toMatchObject({ ...PLACE, status: 'present', sizeBytes: 700 });
    expect(ledger.counters).toEqual({ imagesOriginalObjects: 1, imagesOriginalBytes: 700 });
  });

  it('counts the new size of a file that was replaced', async () => {
    inBucket = facts(700);
    await recordFile(PLACE, ports());
    inBucket = facts(500);
    await recordFile(PLACE, ports());

    expect(ledger.counters).toEqual({ imagesOriginalObjects: 1, imagesOriginalBytes: 500 });
  });

  it('takes a file that is gone off the counters and the lists, and forgets it after two weeks', async () => {
    inBucket = facts(700);
    await recordFile(PLACE, ports());
    inBucket = undefined;
    expect(await recordFile(PLACE, ports())).toBe('gone');

    expect(ledger.counters).toEqual({ imagesOriginalObjects: 0, imagesOriginalBytes: 0 });
    const row = ledger.rows.get(ID);
    expect(row && fileIndexKeys(row)).toEqual({});
    expect(row).toMatchObject({ status: 'gone', expiresAt: Date.parse('2026-03-15T12:00:00Z') / 1000 });
  });

  it('does not bring back a file that was deleted after it was looked at', async () => {
    inBucket = facts(700);
    const slow = ports({
      async look() {
        const seen = inBucket;
        inBucket = undefined;
        // Meanwhile another is told of the deletion, and finds that there is nothing.
        if (seen) await recordFile(PLACE, ports());
        return seen;
      },
    });

    expect(await recordFile(PLACE, slow)).toBe('gone');
    expect(ledger.counters).toEqual({});
  });

  it('leaves a mark even when nothing is new, so that one who looked earlier cannot undo it', async () => {
    inBucket = facts(700);
    await recordFile(PLACE, ports());
    const before = ledger.rows.get(ID)?.processedBy;
    await recordFile(PLACE, ports());

    expect(ledger.rows.get(ID)?.processedBy).not.toBe(before);
  });

  it('gives up when others are always faster, for the message to come again', async () => {
    ledger.replace = async () => false;
    await expect(recordFile(PLACE, ports())).rejects.toThrow(TooMuchContentionError);
  });
});
