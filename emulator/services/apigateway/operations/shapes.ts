/** A record as API Gateway shows it: times are Dates, and what is only kept for us is left out. */
export function shown<T extends object>(record: T) {
  const {
    createdAt,
    updatedAt,
    content: _,
    ...rest
  } = record as T & {
    createdAt?: number;
    updatedAt?: number;
    content?: unknown;
  };
  return {
    ...rest,
    ...(createdAt === undefined ? {} : { createdDate: new Date(createdAt) }),
    ...(updatedAt === undefined ? {} : { lastUpdatedDate: new Date(updatedAt) }),
  };
}
