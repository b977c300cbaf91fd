import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectReference } from './object-store.ts';
import { rememberedBy } from './remembered.ts';

/** What a link gives leave to. */
export interface LinkTo extends ObjectReference {
  /** From when it counts. */
  readonly signedAt: Date;
  readonly secondsValid: number;
  /** The name under which a browser saves it, when it is not to be shown in the browser. */
  readonly saveAs?: string;
}

/** @returns a URL that needs no token */
export type Link = (to: LinkTo) => Promise<string>;

const SECONDS_VALID = 15 * 60;

/**
 * Links are signed as of the last full five minutes, so that for five minutes an object has the same link: a reader who asks again is
 * told that nothing has changed, and a browser shows what it has. A link is good for another ten minutes at least.
 */
const SIGNED_EVERY_MILLISECONDS = 5 * 60 * 1000;

/** Since when links count that are made now, and until when. */
export function linkValidity(now: Date): { signedAt: Date; secondsValid: number; expiresAt: string } {
  const signedAt = new Date(Math.floor(now.getTime() / SIGNED_EVERY_MILLISECONDS) * SIGNED_EVERY_MILLISECONDS);
  const expiresAt = new Date(signedAt.getTime() + SECONDS_VALID * 1000).toISOString();
  return { signedAt, secondsValid: SECONDS_VALID, expiresAt };
}

/** A URL that S3 answers for as long as it is valid, and the role that signed it may read the object. */
export function s3Link(
  s3: S3Client,
  { bucket, key, versionId, saveAs, signedAt, secondsValid }: LinkTo,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    VersionId: versionId,
    // https://www.rfc-editor.org/rfc/rfc6266#section-4.3
    ...(saveAs && { ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(saveAs)}` }),
  });
  return getSignedUrl(s3, command, { signingDate: signedAt, expiresIn: secondsValid });
}

/** Some 2 MB of links. */
const LINKS_REMEMBERED = 1_000;

/** The same for lists, whose readers ask again and again: to sign twenty links takes several times as long as to find the rows. */
export function s3Links(s3: S3Client): Link {
  const memory = {
    seconds: SIGNED_EVERY_MILLISECONDS / 1000,
    atMost: LINKS_REMEMBERED,
    monotonic: () => performance.now(),
  };
  return rememberedBy(memory, JSON.stringify, (to: LinkTo) => s3Link(s3, to));
}
