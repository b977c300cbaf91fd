import type { Call } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';

/** An object's URL: at the address that the client used, or AWS's for a call from within. */
export function objectLocation(
  { region, urlSuffix }: Account,
  { bucket, key }: { bucket: string; key: string },
  { http }: Call,
): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const host = http?.headers.host;
  if (host?.startsWith(`${bucket}.`)) return `http://${host}/${path}`;
  return host ? `http://${host}/${bucket}/${path}` : `https://${bucket}.s3.${region}.${urlSuffix}/${path}`;
}
