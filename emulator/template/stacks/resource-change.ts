import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../language/unknown.ts';
import type { ResourceType } from '../resource-type.ts';
import type { ResourceRecord } from './stack-record.ts';

export type ResourceAction = 'create' | 'update' | 'replace' | 'none';

/**
 * What has to be done so that a resource has the properties that its template says.
 *
 * @param type undefined for a type that only a placeholder stands for
 */
export function resourceAction(
  current: ResourceRecord | undefined,
  properties: Readonly<Record<string, unknown>>,
  type: ResourceType | undefined,
): ResourceAction {
  if (current?.physicalId === undefined) return 'create';
  if (current.placeholder && type) return 'create';
  if (isDeepStrictEqual(current.properties, properties)) return 'none';
  const fixed = type?.createOnly ?? [];
  return fixed.some((path) => !isDeepStrictEqual(valueAt(current.properties, path), valueAt(properties, path)))
    ? 'replace'
    : 'update';
}

const valueAt = (properties: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), properties);
