import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';

/** What creating and changing a mapping have in common, as the API takes it. */
export type MappingInput = Partial<CreateEventSourceMappingRequest>;
