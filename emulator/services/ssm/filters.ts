import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { invalidFilterKey, invalidFilterOption } from './errors.ts';
import type { Parameter } from './parameters.ts';

/** Whether a parameter with its tags passes. */
type Test = (parameter: Parameter, tags: () => Readonly<Record<string, string>>) => boolean;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const TEXTS: Readonly<Record<string, (parameter: Parameter) => readonly string[]>> = {
  Name: ({ name }) => [name, name.replace(/^\//, '')],
  Type: ({ type }) => [type],
  KeyId: ({ keyId }) => (keyId === undefined ? [] : [keyId]),
  Tier: ({ tier }) => [tier],
  DataType: ({ dataType }) => [dataType],
  Label: ({ labels }) => labels,
};

const COMPARISONS: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
};

/**
 * Compiles the filters of DescribeParameters and GetParametersByPath; a parameter must pass all of them, by any of each
 * one's values.
 *
 * @param keys those that the operation takes; `tag:` stands for all tags
 * @throws AwsError InvalidFilterKey, InvalidFilterOption
 */
export function parameterFilter(filters: readonly ParameterStringFilter[] = [], keys: readonly string[]): Test {
  const tests = filters.map((filter) => compile(filter, keys));
  return (parameter, tags) => tests.every((test) => test(parameter, tags));
}

function compile({ Key = '', Option, Values = [] }: ParameterStringFilter, keys: readonly string[]): Test {
  if (Key.startsWith('tag:') && keys.includes('tag:')) return tagTest(Key.slice('tag:'.length), Values);
  if (!keys.includes(Key)) throw invalidFilterKey(Key, keys);
  if (Key === 'Path') return pathTest(Option ?? 'OneLevel', Values);
  const option = Option ?? 'Equals';
  const compare = COMPARISONS[option];
  const texts = TEXTS[Key];
  if (!compare || !texts) throw invalidFilterOption(option, Object.keys(COMPARISONS));
  return (parameter) => texts(parameter).some((text) => Values.some((value) => compare(text, value)));
}

const tagTest =
  (key: string, values: readonly string[]): Test =>
  (_parameter, tags) => {
    const value = tags()[key];
    return value !== undefined && (values.length === 0 || values.includes(value));
  };

function pathTest(option: string, paths: readonly string[]): Test {
  if (option !== 'Recursive' && option !== 'OneLevel') throw invalidFilterOption(option, ['Recursive', 'OneLevel']);
  return ({ name }) => paths.some((path) => isUnder(name, path, option === 'Recursive'));
}

/** Whether a name lies under a path: directly, or at any depth. */
export function isUnder(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  if (!name.startsWith(prefix)) return false;
  return recursive || !name.slice(prefix.length).includes('/');
}
