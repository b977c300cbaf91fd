import type { Checkpoints } from '../../event-sources/stream/checkpoints.ts';
import type { StreamSignals } from '../../event-sources/stream/stream-source.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueSource } from './queue.ts';
import type { SourceKind } from './source.ts';
import { streamSource } from './stream.ts';

/** The kinds of sources that there are, by the source's ARN. */
export class SourceKinds {
  readonly #kinds: readonly SourceKind[];

  constructor(deps: { readonly streams: StreamSignals; readonly checkpoints: Checkpoints }) {
    this.#kinds = [queueSource, streamSource(deps)];
  }

  /** Undefined for an ARN of something that cannot be a source here. */
  of(arn: string): SourceKind | undefined {
    const parts = parseArn(arn);
    return parts && this.#kinds.find(({ owns }) => owns(parts.service, parts.resource));
  }

  titles(): string[] {
    return this.#kinds.map(({ title }) => title);
  }
}
