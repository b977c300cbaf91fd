import type { JsonObject } from '../json.ts';

/** A response as the optimised integrations of that generation show it. */
export interface ResponseMetadata {
  readonly requestId: string;
  readonly date: number;
  readonly contentLength: number;
  readonly contentType: string;
  /** Headers that the service adds; undefined ones are left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** `Connection` or `connection`, as the service spells it. */
  readonly connection: 'Connection' | 'connection';
}

/** `SdkHttpMetadata` and `SdkResponseMetadata`, which optimised integrations add to the output. */
export function sdkMetadata(response: ResponseMetadata): JsonObject {
  const headers: Record<string, string> = {};
  const all = {
    ...response.headers,
    [response.connection]: 'keep-alive',
    'Content-Length': String(response.contentLength),
    'Content-Type': response.contentType,
    Date: new Date(response.date).toUTCString(),
    'x-amzn-RequestId': response.requestId,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) headers[name] = value;
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: response.requestId },
  };
}
