import type { Pipe } from '../pipe.ts';

/** The patterns of a pipe's filter criteria, as JSON. */
export const filterPatterns = ({ SourceParameters }: Pick<Pipe, 'SourceParameters'>): readonly string[] =>
  (SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern);
