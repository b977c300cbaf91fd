/** What became of an image. */
export type ImageOutcome =
  | {
      readonly status: 'completed';
      readonly processedKey: string;
      readonly thumbnailKey: string;
    }
  | {
      readonly status: 'error';
      readonly errorCode: string;
      readonly errorMessage: string;
    };

/** What is known of an original; an image that was rejected early lacks most of it. */
export interface OriginalFacts {
  readonly originalBucket?: string | undefined;
  readonly originalKey?: string | undefined;
  readonly originalVersionId?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly contentType?: string | undefined;
  readonly format?: string | undefined;
  /** Pixels, as shown. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A row of the table of images. Times are ISO 8601, UTC. */
export type ImageRow = OriginalFacts &
  ImageOutcome & {
    readonly imageId: string;
    readonly uploadedAt: string;
    readonly processedAt: string;
    /** The execution that wrote the row. */
    readonly processedBy: string;
    readonly correlationId: string;
    readonly lastModified: string;
  };

/** What the next writer needs of the row that is there. */
export type KnownImage = Pick<ImageRow, 'status' | 'processedBy' | 'lastModified'> & {
  readonly errorCode?: string | undefined;
};
