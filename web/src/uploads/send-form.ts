import { ApiError } from '../api/problem.ts';
import type { Sending, UploadForm } from './ports.ts';

/**
 * Sends a file to where a signed form leads. By XMLHttpRequest, for fetch does not tell how much has gone out.
 *
 * @throws ApiError, with status 0 when nobody answered or it was called off
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export function sendForm({ url, fields }: UploadForm, file: Blob, { signal, onSent }: Sending): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file); // S3 does not read what comes after it.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (message: string, code?: string) => reject(new ApiError(request.status, message, { code }));
    request.upload.onprogress = ({ loaded, total }) => onSent(Math.round((loaded / total) * file.size));
    request.onload = () => (request.status < 300 ? resolve() : fail(...refusalIn(request.responseText)));
    request.onerror = () => fail('The upload was cut off');
    request.onabort = () => fail('The upload was called off');
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', url);
    request.send(body);
  });
}

/** S3 says what is wrong in XML: its words, and its code. */
function refusalIn(xml: string): [message: string, code: string | undefined] {
  const answer = new DOMParser().parseFromString(xml, 'text/xml');
  const text = (name: string) => answer.querySelector(name)?.textContent || undefined;
  return [text('Message') ?? 'The upload was refused', text('Code')];
}
