/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname.html */
export const REGISTRY_NAME_CHARACTERS = 64;

/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html */
export const SCHEMA_NAME_CHARACTERS = 385;
export const CONTENT_CHARACTERS = 100_000;
export const DESCRIPTION_CHARACTERS = 256;

/** Items of a list answer when the caller does not say. */
export const PAGE_ITEMS = 10;
