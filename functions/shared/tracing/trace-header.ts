/** Where in which trace a program is. */
export interface TracePosition {
  readonly traceId: string;
  readonly parentId: string;
}

/**
 * Reads the tracing header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`.
 *
 * @returns undefined when the trace is not sampled, or there is none
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function readTraceHeader(header: string | undefined): TracePosition | undefined {
  const fields = new Map((header ?? '').split(';').map((field) => splitOnce(field.trim())));
  const traceId = fields.get('Root');
  const parentId = fields.get('Parent');
  return fields.get('Sampled') === '1' && traceId && parentId ? { traceId, parentId } : undefined;
}

export function writeTraceHeader({ traceId, parentId }: TracePosition): string {
  return `Root=${traceId};Parent=${parentId};Sampled=1`;
}

function splitOnce(field: string): [string, string] {
  const [name = '', ...value] = field.split('=');
  return [name, value.join('=')];
}
