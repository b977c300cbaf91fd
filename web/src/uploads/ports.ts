import type * as z from 'zod';
import type { getImageRoute } from '../../../functions/images/get/route.ts';
import type { uploadImageRoute } from '../../../functions/images/upload/route.ts';
import type { uploadStatusRoute } from '../../../functions/images/upload-status/route.ts';
import type { ImageContentType } from './image-file.ts';

export type Leave = z.output<(typeof uploadImageRoute)['answer']['body']>;
export type UploadForm = Leave['upload'];
export type Followed = z.output<(typeof uploadStatusRoute)['answer']['body']>;
export type ImageAnswer = z.output<(typeof getImageRoute)['answer']['body']>;

export interface Sending {
  readonly signal: AbortSignal;
  /** Told how much of the file is out. */
  onSent(bytes: number): void;
}

/** The server, time and chance, so that a test can play them. */
export interface UploadPorts {
  /** Asks for leave to upload; the same name gets the same place. */
  ask(image: { readonly filename: string; readonly contentType: ImageContentType }, name: string): Promise<Leave>;
  send(form: UploadForm, file: Blob, sending: Sending): Promise<void>;
  follow(uploadId: string): Promise<Followed>;
  image(imageId: string): Promise<ImageAnswer>;
  /** Whether outcomes come by themselves at the moment. */
  isTold(): boolean;
  /** Calls back after so many milliseconds, and answers what calls that off. */
  after(milliseconds: number, callback: () => void): () => void;
  uuid(): string;
}
