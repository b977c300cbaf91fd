import { compileJsonPath } from '../../eventbridge/json-path.ts';
import { viewOf } from './view.ts';

/**
 * A target parameter that may be a path into the event: `$.body.user`
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html#pipes-targets-dynamic-parms).
 *
 * @returns the parameter itself when it is no path; undefined when the path finds nothing
 */
export function dynamicValue(parameter: string, event: unknown): string | undefined {
  const path = parameter.startsWith('$.') || parameter.startsWith('$[') ? compileJsonPath(parameter) : undefined;
  if (!path) return parameter;
  const value = path(viewOf(event));
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
