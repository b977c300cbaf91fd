import type { ApiClient } from '../api/api-client.ts';
import type { Followed, ImageAnswer, Leave, UploadPorts } from './ports.ts';
import { sendForm } from './send-form.ts';

/** The browser's own. */
export function browserPorts(api: ApiClient, isTold: () => boolean): UploadPorts {
  return {
    ask: (image, idempotencyKey) => api.post<Leave>('/images', image, { idempotencyKey }),
    send: sendForm,
    follow: (uploadId) => api.get<Followed>(`/uploads/${uploadId}`),
    image: (imageId) => api.get<ImageAnswer>(`/images/${imageId}`),
    isTold,
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    uuid: () => crypto.randomUUID(),
  };
}
