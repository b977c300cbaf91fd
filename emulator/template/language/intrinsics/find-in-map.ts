import { TemplateError } from '../errors.ts';
import { hasUnknown, isRecord, Unknown } from '../unknown.ts';
import { type Intrinsic, scalarText } from './intrinsic.ts';

const USAGE =
  'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value';

/** `[map, first key, second key]`, and as a fourth element `{DefaultValue}` (a language extension). */
export const findInMap: Intrinsic = {
  name: 'Fn::FindInMap',
  evaluate(argument, { scope, resolve }) {
    if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) throw new TemplateError(USAGE);
    const keys = argument.slice(0, 3).map(resolve);
    if (hasUnknown(keys)) return new Unknown('Fn::FindInMap');
    const [map, first, second] = keys.map(scalarText);
    if (map === undefined || first === undefined || second === undefined) throw new TemplateError(USAGE);
    const row = own(scope.mapping(map), first);
    if (row && Object.hasOwn(row, second)) return row[second];
    const fallback: unknown = argument[3];
    if (isRecord(fallback) && Object.hasOwn(fallback, 'DefaultValue')) return resolve(fallback.DefaultValue);
    throw new TemplateError(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
  },
};

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
