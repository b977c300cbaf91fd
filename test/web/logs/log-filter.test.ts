import {
  addressOf,
  canBeFollowed,
  filterOf,
  isFiltered,
  NO_FILTER,
  queryOf,
} from '../../../web/src/views/logs/log-filter.ts';

const now = new Date('2026-03-01T10:00:00Z');

describe('a filter of logs', () => {
  it('is read from the address, without what makes no sense there', () => {
    expect(filterOf(new URLSearchParams('level=error&service=orders&text=a+b&range=hour'))).toEqual({
      ...NO_FILTER,
      level: 'ERROR',
      service: 'orders',
      text: 'a b',
      range: 'hour',
    });
    expect(filterOf(new URLSearchParams('level=LOUD&range=ever&from=yesterday'))).toEqual(NO_FILTER);
  });

  it('is written into the address beside what is there already, and reads back the same', () => {
    const filter = { ...NO_FILTER, level: 'INFO', range: 'between', from: '2026-03-01T10:00' } as const;
    const address = addressOf(filter, new URLSearchParams('live=on'));
    expect(address.get('live')).toBe('on');
    expect(filterOf(address)).toEqual(filter);
    expect(String(addressOf(NO_FILTER, address))).toBe('live=on');
  });

  it('forgets the times of a range that has none', () => {
    const filter = { ...NO_FILTER, range: 'day', from: '2026-03-01T10:00' } as const;
    expect(String(addressOf(filter, new URLSearchParams()))).toBe('range=day');
  });

  it('asks the API for times that stay where they are', () => {
    expect(queryOf({ ...NO_FILTER, range: 'hour', text: '  slow ' }, now)).toMatchObject({
      from: '2026-03-01T09:00:00.000Z',
      text: 'slow',
    });
    const between = { ...NO_FILTER, range: 'between', from: '2026-03-01T08:00', to: '' } as const;
    expect(queryOf(between, now)).toMatchObject({ from: new Date('2026-03-01T08:00').toISOString(), to: undefined });
  });

  it('knows whether it leaves anything out, and whether new logs can still fit it', () => {
    expect([NO_FILTER, { ...NO_FILTER, text: 'x' }].map(isFiltered)).toEqual([false, true]);
    const past = { ...NO_FILTER, range: 'between', to: '2026-03-01T08:00' } as const;
    expect([NO_FILTER, past, { ...past, to: '' }].map(canBeFollowed)).toEqual([true, false, true]);
  });
});
