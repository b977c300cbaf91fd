import { EventEmitter, once } from 'node:events';
import { inTime, waitFor } from './waiting.ts';

const deadline = (at: number) => Reflect.set(globalThis, 'testDeadline', at);

/** Other than what is usual, milliseconds. */
const LIMIT = 50_000;

describe('a wait of a test', () => {
  const events = new EventEmitter();
  const happened: string[] = [];
  const listen = (tell: () => void) => {
    events.on('thing', tell);
    return () => events.off('thing', tell);
  };
  const waitForThings = (count: number) =>
    waitFor({
      what: `${count} things`,
      look: () => (happened.length >= count ? happened.join(' ') : undefined),
      listen,
      instead: () => happened.join('\n'),
    });
  const happen = (thing: string) => {
    happened.push(thing);
    events.emit('thing');
  };
  afterEach(() => {
    happened.splice(0);
    expect(events.eventNames()).toEqual([]);
  });

  it('looks at once, and again after everything that happens', async () => {
    happen('one');
    await expect(waitForThings(1)).resolves.toBe('one');
    const both = waitForThings(2);
    happen('two');
    await expect(both).resolves.toBe('one two');
  });

  it(
    'knows when Jest gives up on the test that waits',
    () => {
      const left = Number(Reflect.get(globalThis, 'testDeadline')) - Date.now();
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(LIMIT);
    },
    LIMIT,
  );

  it('ends before Jest gives up, and says what it waited for and what happened instead', async () => {
    happen('one');
    deadline(Date.now());
    await expect(waitForThings(2)).rejects.toThrow(/^Waited for 2 things, until .* was over\. The last .*:\none$/);
    await expect(inTime('the end', once(events, 'end'), () => 'nothing')).rejects.toThrow('Waited for the end');
    events.removeAllListeners();
  });

  it('ends with what the look throws, at once', async () => {
    const look = () => {
      throw new TypeError('no such thing');
    };
    await expect(waitFor({ what: 'it', look, listen, instead: () => '' })).rejects.toThrow(TypeError);
    await expect(inTime('it', Promise.reject(new TypeError('gone')), () => '')).rejects.toThrow(TypeError);
  });

  it('for what tells by itself ends when it does', async () => {
    const end = inTime('the end', once(events, 'end'), () => '');
    events.emit('end', 7);
    await expect(end).resolves.toEqual([7]);
  });
});
