import { TemplateError } from './errors.ts';
import { isRecord } from './unknown.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const REFERENCE = /\{\{resolve:([\w-]+):([^}]*)\}\}/g;

/** `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}` as `name` and `name:version`. */
export function ssmReferences(value: unknown): Set<string> {
  return new Set(references(value).flatMap(({ service, key }) => (service === 'ssm' ? [key] : [])));
}

/** Messages for references to stores that the emulator cannot read. */
export function unsupportedReferences(value: unknown): string[] {
  return references(value)
    .filter(({ service }) => service !== 'ssm')
    .map(
      ({ service, key }) =>
        `the dynamic reference {{resolve:${service}:${key}}} is not supported; there is {{resolve:ssm:…}}`,
    );
}

/**
 * Puts stored values in the place of references.
 *
 * @throws TemplateError when one is not stored
 */
export function replaceReferences(value: unknown, ssm: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(REFERENCE, (_, service: string, key: string) => stored(service, key, ssm));
  if (Array.isArray(value)) return value.map((element) => replaceReferences(element, ssm));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceReferences(inner, ssm)]));
}

function stored(service: string, key: string, ssm: ReadonlyMap<string, string>): string {
  const value = service === 'ssm' ? ssm.get(key) : undefined;
  if (value === undefined)
    throw new TemplateError(`Unable to fetch parameters [${key}] from parameter store for this account.`);
  return value;
}

function references(value: unknown): { service: string; key: string }[] {
  if (typeof value === 'string')
    return [...value.matchAll(REFERENCE)].map(([, service = '', key = '']) => ({ service, key }));
  if (Array.isArray(value)) return value.flatMap(references);
  return isRecord(value) ? Object.values(value).flatMap(references) : [];
}
