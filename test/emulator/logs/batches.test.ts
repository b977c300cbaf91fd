import { batches } from '../../../emulator/services/logs/delivery/batches.ts';

const event = (bytes: number, index: number) => ({ timestamp: index, message: 'x'.repeat(bytes) });
const sizes = (events: readonly { timestamp: number; message: string }[]) =>
  [...batches(events)].map((batch) => batch.length);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
describe('batches of log events', () => {
  it('are none of nothing', () => {
    expect(sizes([])).toEqual([]);
  });

  it('hold 10,000 events at the most', () => {
    expect(sizes(Array.from({ length: 20_001 }, (_, index) => event(1, index)))).toEqual([10_000, 10_000, 1]);
  });

  it('hold 1,048,576 bytes at the most, of which each event takes 26 more than its message', () => {
    const half = 1_048_576 / 2 - 26;
    expect(sizes([event(half, 0), event(half, 1), event(half, 2)])).toEqual([2, 1]);
    expect(sizes([event(half, 0), event(half + 1, 1)])).toEqual([1, 1]);
  });

  it('count bytes and not characters', () => {
    const half = 1_048_576 / 2 - 26;
    const accents = { timestamp: 0, message: 'ñ'.repeat(half / 2) };
    expect(sizes([accents, accents, event(1, 1)])).toEqual([2, 1]);
  });

  it('keep the order, and what is too large for any batch has one of its own', () => {
    const events = [event(1, 0), event(2_000_000, 1), event(1, 2)];
    expect([...batches(events)]).toEqual(events.map((one) => [one]));
  });
});
