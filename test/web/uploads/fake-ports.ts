import type { Followed, ImageAnswer, Sending, UploadPorts } from '../../../web/src/uploads/ports.ts';

export const MAX_BYTES = 1_000;

/** A file on its way, as the test sees it: it arrives, or does not, when the test says so. */
interface Sent extends Sending {
  readonly name: string;
  arrive(): void;
  fail(error: Error): void;
}

/** A server that the test plays, and time that stands still until it says so. */
export function fakePorts() {
  const asked: { name: string; filename: string; contentType: string }[] = [];
  const sent: Sent[] = [];
  const followed: string[] = [];
  const timers = new Map<() => void, number>();
  const outcomes = new Map<string, Partial<Followed>>();
  let isTold = true;
  let names = 0;
  const ports: UploadPorts = {
    async ask(image, name) {
      asked.push({ ...image, name });
      const upload = { url: 'https://bucket', fields: { key: name }, expiresAt: '', maxBytes: MAX_BYTES };
      return { correlationId: 'c', uploadId: `of-${name}`, upload, links: { outcome: '' } };
    },
    send: ({ fields }, _, sending) =>
      new Promise((resolve, reject) => {
        sent.push({ ...sending, name: fields.key ?? '', arrive: resolve, fail: reject });
      }),
    async follow(uploadId) {
      followed.push(uploadId);
      return {
        uploadId,
        status: 'processing',
        imageId: null,
        links: { image: null },
        ...outcomes.get(uploadId),
      };
    },
    image: async () => ({ reason: { code: 'NotAnImage', message: 'no decoder can read it' } }) as ImageAnswer,
    isTold: () => isTold,
    after(milliseconds, callback) {
      timers.set(callback, milliseconds);
      return () => timers.delete(callback);
    },
    uuid() {
      names += 1;
      return `u${names}`;
    },
  };
  return {
    ports,
    asked,
    sent,
    followed,
    outcomes,
    waits: () => [...timers.values()],
    /** All timers go off. */
    async pass() {
      const callbacks = [...timers.keys()];
      timers.clear();
      for (const callback of callbacks) callback();
      await settled();
    },
    disconnect: () => {
      isTold = false;
    },
  };
}

/** What follows from what was done, as far as no answer is awaited. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function file(name: string, { bytes = 10, type = 'image/jpeg' } = {}): File {
  return new File([new Uint8Array(bytes)], name, { type });
}
