import type { Version } from './object.ts';

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
  const { id, bucket, key } = row;
  const common = {
    id,
    bucket,
    key,
    versionId: row.version_id,
    isLatest: row.latest === 1,
    modifiedAt: row.modified_at,
  };
  if (row.marker === 1) return { ...common, isDeleteMarker: true };
  return {
    ...common,
    isDeleteMarker: false,
    size: row.size,
    etag: row.etag,
    tags: JSON.parse(row.tags),
    details: JSON.parse(row.details),
    segments: JSON.parse(row.segments),
  };
}
