import { justAfter, Seen } from '../../../web/src/notifications/seen.ts';

describe('what a user has seen of his notifications', () => {
  const memory = new Map<string, string>();
  const storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
  };
  beforeEach(() => memory.clear());

  it('is nothing at first, and later what was on his screen', () => {
    const seen = new Seen(storage, 'ana');
    expect(seen.until()).toBeUndefined();
    seen.moveTo('2026-03-01T10:00:00.000Z');
    expect(new Seen(storage, 'ana').until()).toBe('2026-03-01T10:00:00.000Z');
  });

  it('never moves back', () => {
    const seen = new Seen(storage, 'ana');
    seen.moveTo('2026-03-01T10:00:00.000Z');
    seen.moveTo('2026-03-01T09:59:59.999Z');
    expect(seen.until()).toBe('2026-03-01T10:00:00.000Z');
  });

  it('is each user’s own in a browser that several use', () => {
    new Seen(storage, 'ana').moveTo('2026-03-01T10:00:00.000Z');
    expect(new Seen(storage, 'ben').until()).toBeUndefined();
  });

  it('is nothing when the browser keeps nonsense', () => {
    memory.set('telar.notifications.seen.ana', 'yesterday');
    expect(new Seen(storage, 'ana').until()).toBeUndefined();
  });

  it('tells who listens when it moves, here and in another tab', () => {
    const seen = new Seen(storage, 'ana');
    const heard = jest.fn();
    const stop = seen.subscribe(heard);
    seen.moveTo('2026-03-01T10:00:00.000Z');
    seen.moveTo('2026-03-01T10:00:00.000Z');
    expect(heard).toHaveBeenCalledTimes(1);
    seen.onStorage({ key: 'telar.notifications.seen.ana' });
    seen.onStorage({ key: 'telar.theme' });
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    seen.moveTo('2026-03-01T11:00:00.000Z');
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('leaves out what was seen: the count begins a millisecond after it', () => {
    expect(justAfter('2026-03-01T10:00:00.999Z')).toBe('2026-03-01T10:00:01.000Z');
  });
});
