import type { ApiRecord, PartKind, PartRecords } from './records.ts';

/** A record as callers hand it in: any member may be missing. */
export type Draft<T> = { readonly [K in keyof T]?: T[K] | undefined };

export interface MakeContext<T> {
  readonly api: ApiRecord;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the draft changes; none for a new one. */
  readonly previous?: T | undefined;
  /** Another part of the same API. */
  readonly find: <K extends PartKind>(kind: K, id: string) => PartRecords[K] | undefined;
  readonly all: <K extends PartKind>(kind: K) => readonly PartRecords[K][];
}

/** How one kind of part is named, checked and shown. */
export interface PartDefinition<K extends PartKind> {
  readonly kind: K;
  /** As in operations and messages: `Route`, `GetRoutes`. */
  readonly title: string;
  readonly plural: string;
  readonly idMember: keyof PartRecords[K] & string;
  /** The member that names the part it belongs to, when that is not the API itself. */
  readonly parent?: { readonly kind: PartKind; readonly title: string; readonly member: keyof PartRecords[K] & string };
  /**
   * The whole record, with defaults.
   *
   * @param draft merged with what was before
   * @throws AwsError BadRequestException, ConflictException
   */
  make(draft: Draft<PartRecords[K]>, context: MakeContext<PartRecords[K]>): PartRecords[K];
}

/** Members that say something. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
