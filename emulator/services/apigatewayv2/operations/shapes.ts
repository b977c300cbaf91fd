/** A record as API Gateway shows it: times are Dates. */
export function shown<T extends object>(record: T) {
  const { CreatedAt, UpdatedAt, ...rest } = record as T & { CreatedAt?: number; UpdatedAt?: number };
  return {
    ...rest,
    ...(CreatedAt === undefined ? {} : { CreatedDate: new Date(CreatedAt) }),
    ...(UpdatedAt === undefined ? {} : { LastUpdatedDate: new Date(UpdatedAt) }),
  };
}
