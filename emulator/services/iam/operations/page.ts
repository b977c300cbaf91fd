/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html, MaxItems */
const DEFAULT_PAGE_ITEMS = 100;

interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list that is sorted by `keyOf`; the marker is the key of the last item given. */
export function page<T>(
  sorted: readonly T[],
  { Marker, MaxItems = DEFAULT_PAGE_ITEMS }: PageRequest,
  keyOf: (item: T) => string,
) {
  const start = Marker === undefined ? 0 : sorted.findIndex((item) => keyOf(item) > Marker);
  const rest = start < 0 ? [] : sorted.slice(start);
  const items = rest.slice(0, MaxItems);
  const last = items.at(-1);
  const IsTruncated = rest.length > items.length;
  return { items, IsTruncated, ...(IsTruncated && last ? { Marker: keyOf(last) } : {}) };
}
