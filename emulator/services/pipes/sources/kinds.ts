import { parseArn } from '../../eventbridge/arns.ts';
import { queueSource } from './queue.ts';
import type { SourceKind } from './source.ts';

const KINDS: readonly SourceKind[] = [queueSource];

/** The kind of the source with an ARN; undefined for something that cannot be a source here. */
export function sourceKindOf(arn: string): SourceKind | undefined {
  const parts = parseArn(arn);
  return parts && KINDS.find(({ owns }) => owns(parts.service, parts.resource));
}

export const sourceTitles = (): string[] => KINDS.map(({ title }) => title);
