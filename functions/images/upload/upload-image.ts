import { once, type WritePorts } from '../../shared/http/idempotency.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { uploadIdOf, uploadPrefix } from '../upload-key.ts';
import { uploadImageRoute } from './route.ts';

/** A form by which somebody without keys may put one object into a bucket. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadTerms {
  readonly key: string;
  readonly contentType: string;
  readonly maxBytes: number;
  readonly secondsValid: number;
  /** Values in ASCII. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface UploadPorts extends WritePorts {
  readonly apiUrl: string;
  /** Largest original, in bytes. */
  readonly maxBytes: number;
  form(terms: UploadTerms): Promise<UploadForm>;
  now(): Date;
}

const SECONDS_VALID = 15 * 60;

/**
 * Gives leave to upload one object: under this key, of this type, of no more than so many bytes, for a quarter of an hour. The same
 * request gets a new form to the same place, because the first may be too old.
 */
export function uploadImage(request: RequestOf<typeof uploadImageRoute>, ports: UploadPorts) {
  const { body, caller, correlationId } = request;
  const give = async (idempotencyKey: string) => {
    const uploadId = uploadIdOf(idempotencyKey);
    const { url, fields } = await ports.form({
      key: `${uploadPrefix(uploadId)}${body.filename}`,
      contentType: body.contentType,
      maxBytes: ports.maxBytes,
      secondsValid: SECONDS_VALID,
      metadata: { 'correlation-id': correlationId, actor: caller.userId },
    });
    const expiresAt = new Date(ports.now().getTime() + SECONDS_VALID * 1000).toISOString();
    const links = { outcome: `${ports.apiUrl}/uploads/${uploadId}` };
    const upload = { url, fields: { ...fields }, expiresAt, maxBytes: ports.maxBytes };
    return { body: { correlationId, uploadId, upload, links }, headers: { location: links.outcome } };
  };
  return once(uploadImageRoute.name, request, ports, give, { repeatable: true });
}
