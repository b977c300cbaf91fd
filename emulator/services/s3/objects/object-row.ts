import type { ObjectVersion, Version } from './object.ts';

/** A row of `s3_objects`. */
export interface ObjectRow {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly latest: number;
  readonly marker: number;
  readonly size: number;
  readonly etag: string;
  readonly modified_at: number;
  readonly superseded_at: number | null;
  readonly tags: string;
  readonly details: string;
  readonly segments: string;
}

export function versionOf(row: ObjectRow): Version {
  if (row.marker === 0) return objectOf(row);
  return {
    id: row.id,
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.latest === 1,
    isDeleteMarker: true,
    modifiedAt: row.modified_at,
  };
}

/** A row that is known to be no delete marker. */
export function objectOf(row: ObjectRow): ObjectVersion {
  return {
    id: row.id,
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.latest === 1,
    modifiedAt: row.modified_at,
    isDeleteMarker: false,
    size: row.size,
    etag: row.etag,
    tags: JSON.parse(row.tags),
    details: JSON.parse(row.details),
    segments: JSON.parse(row.segments),
  };
}
