/** As long as things happen, a test waits on; so long without any is reached only when what it waits for does not come. */
const SILENCE_MILLISECONDS = 60_000;
/** So long before Jest gives up on a test, its wait does: Jest can only say that time is over. */
const MARGIN_MILLISECONDS = 3_000;

export interface Wait<Found> {
  /** What is waited for, in words. */
  readonly what: string;
  /** Undefined as long as it is not there. What it throws ends the wait. */
  look(): Promise<Found | undefined> | Found | undefined;
  /** Calls back with everything that happens, until the answer is called. */
  listen(happened: () => void): () => void;
  /** What happened instead, for whoever reads that nothing was found. */
  instead(): string;
}

/**
 * Looks now, and again after everything that happens.
 *
 * @throws Error after a minute without anything, or shortly before Jest's own time-out, with what happened instead
 */
export function waitFor<Found>({ what, look, listen, instead }: Wait<Found>): Promise<Found> {
  return new Promise((resolve, reject) => {
    let looking = false;
    let again = false;
    const finish = (settle: () => void) => {
      clearTimeout(silence);
      clearTimeout(deadline);
      stopListening();
      settle();
    };
    const giveUp = (why: string) =>
      finish(() => reject(new Error(`Waited for ${what}, ${why}. The last that happened:\n${instead()}`)));
    const tryOnce = async () => {
      // What the look itself calls may happen too, and must not set off the next look.
      if (looking) return;
      looking = true;
      try {
        const found = await look();
        if (found !== undefined) return finish(() => resolve(found));
      } catch (error) {
        return finish(() => reject(error));
      } finally {
        looking = false;
      }
      if (again) {
        again = false;
        setImmediate(tryOnce);
      }
    };
    const stopListening = listen(() => {
      silence.refresh();
      again = looking;
      setImmediate(tryOnce);
    });
    const silence = setTimeout(
      () => giveUp(`and nothing happened for ${SILENCE_MILLISECONDS} ms`),
      SILENCE_MILLISECONDS,
    );
    const deadline = setTimeout(() => giveUp("until the test's time was over"), untilDeadline());
    void tryOnce();
  });
}

/** The same for what tells by itself when it is there. */
export async function inTime<Found>(what: string, coming: Promise<Found>, instead: () => string): Promise<Found> {
  const told = coming.then((it) => ({ it }));
  let outcome: typeof told | undefined;
  const { it } = await waitFor({
    what,
    instead,
    look: () => outcome,
    listen(happened) {
      const settled = () => {
        outcome = told;
        happened();
      };
      told.then(settled, settled);
      return () => {};
    },
  });
  return it;
}

function untilDeadline(): number {
  const deadline: unknown = Reflect.get(globalThis, 'testDeadline');
  const left = typeof deadline === 'number' ? deadline - Date.now() - MARGIN_MILLISECONDS : SILENCE_MILLISECONDS;
  return Math.max(1, left);
}
