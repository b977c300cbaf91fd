import { contentTypeOf, filenameOf } from './image-file.ts';
import type { ImageOutcome } from './image-outcome.ts';
import type { Followed, UploadPorts } from './ports.ts';
import { isOver, type Refusal, type Upload, type UploadProgress } from './upload.ts';

/** More would only share the same line, and the first would be through later. */
const MAX_AT_ONCE = 3;
/** How often the server is asked what became of an upload: while nothing else tells, and in case that something got lost. */
const ASK_MILLISECONDS = 2_000;
const ASK_TOLD_MILLISECONDS = 15_000;

/** What is kept of an upload and is nobody else's business. */
interface Work {
  readonly file: File;
  readonly calledOff: AbortController;
  uploadId?: string;
  stopAsking?: () => void;
}

/**
 * Files on their way, without a page around them: they go on while the user looks at something else. The outcome is told by the socket
 * (`take`), or asked for.
 *
 * @example
 * const uploads = new Uploads(browserPorts(api, isConnected));
 * uploads.subscribe(render);
 * chat.onOutcome((frame) => uploads.take(imageOutcomeOf(frame)));
 * uploads.add(input.files);
 */
export class Uploads {
  readonly #ports: UploadPorts;
  readonly #work = new Map<string, Work>();
  readonly #listeners = new Set<() => void>();
  /** In the order in which they were added. */
  #uploads: readonly Upload[] = [];

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** @returns what ends the subscription */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes, the first that was added first. */
  list = (): readonly Upload[] => this.#uploads;

  add(files: Iterable<File>): void {
    for (const file of files) {
      const id = this.#ports.uuid();
      const refusal = refusalOf(file);
      const progress: UploadProgress = refusal ? { status: 'refused', refusal } : { status: 'waiting' };
      this.#uploads = [...this.#uploads, { id, filename: filenameOf(file), sizeBytes: file.size, progress }];
      if (!refusal) this.#work.set(id, { file, calledOff: new AbortController() });
    }
    this.#tell();
    this.#startWaiting();
  }

  /** Tries again what did not arrive. */
  retry(id: string): void {
    if (this.#find(id)?.progress.status !== 'failed') return;
    this.#set(id, { status: 'waiting' });
    this.#startWaiting();
  }

  /** Takes an upload off the list; what is not out yet stays where it is. */
  remove(id: string): void {
    this.#letGo(id);
    this.#uploads = this.#uploads.filter((upload) => upload.id !== id);
    this.#tell();
    this.#startWaiting();
  }

  /** Takes off the list what has its outcome: from now on it is one of all images. */
  forgetSettled(): void {
    this.#uploads = this.#uploads.filter(({ progress }) => !('imageId' in progress));
    this.#tell();
  }

  /** Hears what became of an image, which may be somebody else's. */
  take(outcome: ImageOutcome): void {
    const [id] =
      [...this.#work].find(([, { uploadId }]) => uploadId !== undefined && uploadId === outcome.uploadId) ?? [];
    if (id === undefined) return;
    const { imageId, rejection } = outcome;
    if (rejection === undefined) this.#set(id, { status: 'completed', imageId });
    else this.#set(id, { status: 'rejected', imageId, reason: rejection });
  }

  /** Asks at once for all outcomes that are awaited: when they may have been told to nobody. */
  ask(): void {
    for (const { id, progress } of this.#uploads) if (progress.status === 'processing') void this.#ask(id);
  }

  /** Calls off whatever is under way. */
  close(): void {
    for (const id of [...this.#work.keys()]) this.#letGo(id);
    this.#uploads = [];
  }

  #startWaiting(): void {
    const free = MAX_AT_ONCE - this.#uploads.filter(({ progress }) => progress.status === 'uploading').length;
    const next = this.#uploads.filter(({ progress }) => progress.status === 'waiting').slice(0, Math.max(0, free));
    for (const upload of next) void this.#upload(upload);
  }

  async #upload({ id, filename }: Upload): Promise<void> {
    const work = this.#work.get(id);
    const contentType = work && contentTypeOf(work.file);
    if (!contentType) return;
    const { file, calledOff } = work;
    this.#set(id, { status: 'uploading', sentBytes: 0 });
    try {
      const { uploadId, upload: form } = await this.#ports.ask({ filename, contentType }, id);
      work.uploadId = uploadId;
      if (calledOff.signal.aborted) return;
      if (file.size > form.maxBytes) {
        this.#set(id, { status: 'refused', refusal: { because: 'tooLarge', maxBytes: form.maxBytes } });
        return;
      }
      const onSent = (sentBytes: number) => this.#whileUploading(id, { status: 'uploading', sentBytes });
      await this.#ports.send(form, file, { signal: calledOff.signal, onSent });
      this.#whileUploading(id, { status: 'processing' });
      this.#askLater(id);
    } catch (error) {
      this.#whileUploading(id, { status: 'failed', error });
    } finally {
      this.#startWaiting();
    }
  }

  /** The outcome may be known before the upload's own end is. */
  #whileUploading(id: string, progress: UploadProgress): void {
    if (this.#find(id)?.progress.status === 'uploading') this.#set(id, progress);
  }

  #askLater(id: string): void {
    const work = this.#work.get(id);
    if (!work || this.#find(id)?.progress.status !== 'processing') return;
    work.stopAsking?.();
    const milliseconds = this.#ports.isTold() ? ASK_TOLD_MILLISECONDS : ASK_MILLISECONDS;
    work.stopAsking = this.#ports.after(milliseconds, () => void this.#ask(id));
  }

  async #ask(id: string): Promise<void> {
    const uploadId = this.#work.get(id)?.uploadId;
    if (uploadId === undefined) return;
    try {
      const outcome = await this.#outcomeOf(await this.#ports.follow(uploadId));
      if (outcome) this.take({ uploadId, ...outcome });
    } catch {
      // It is asked again, and the connection's state says why it takes so long.
    }
    this.#askLater(id);
  }

  /** @returns undefined as long as there is none */
  async #outcomeOf({ status, imageId }: Followed): Promise<Pick<ImageOutcome, 'imageId' | 'rejection'> | undefined> {
    if (imageId === null) return undefined;
    if (status === 'completed') return { imageId, rejection: undefined };
    if (status !== 'error') return undefined;
    const { reason } = await this.#ports.image(imageId);
    return { imageId, rejection: reason ?? { code: undefined, message: '' } };
  }

  #find(id: string): Upload | undefined {
    return this.#uploads.find((upload) => upload.id === id);
  }

  #set(id: string, progress: UploadProgress): void {
    this.#uploads = this.#uploads.map((upload) => {
      if (upload.id !== id) return upload;
      const changed = { ...upload, progress };
      if (isOver(changed)) this.#letGo(id);
      return changed;
    });
    this.#tell();
  }

  #letGo(id: string): void {
    const work = this.#work.get(id);
    this.#work.delete(id);
    work?.stopAsking?.();
    work?.calledOff.abort();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function refusalOf(file: File): Refusal | undefined {
  if (!contentTypeOf(file)) return { because: 'notAnImage' };
  return file.size === 0 ? { because: 'empty' } : undefined;
}
