import type { HttpParameters } from './model.ts';

/** What a connection adds to a request. */
export interface RequestParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

interface Parameter {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const record = (parameters: readonly Parameter[] = []) =>
  Object.fromEntries(parameters.map(({ Key = '', Value = '' }) => [Key, Value]));

export const partsOf = (parameters: HttpParameters | undefined): RequestParts => ({
  headers: record(parameters?.HeaderParameters),
  query: record(parameters?.QueryStringParameters),
  body: record(parameters?.BodyParameters),
});
