import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

interface Options {
  readonly taskRoot: string;
  readonly layers: readonly string[];
}

const TASK_MOUNT = '/var/task';
const LAYERS_MOUNT = '/opt';
/** What `require` adds to a path that it does not find. */
const SUFFIXES = ['', '.js', '.json', '.node'];

/** Functions of `node:fs` that take a path first and only look at what is there. */
const READERS = [
  'access',
  'accessSync',
  'createReadStream',
  'existsSync',
  'lstat',
  'lstatSync',
  'open',
  'openSync',
  'opendir',
  'opendirSync',
  'readFile',
  'readFileSync',
  'readdir',
  'readdirSync',
  'readlink',
  'readlinkSync',
  'realpath',
  'realpathSync',
  'stat',
  'statSync',
];

/** Where a path of Lambda's file system lies on this machine; other paths stay as they are. */
export type MapPath = (path: string) => string;

/**
 * Lets a function read by the paths that it has on AWS, `/var/task` for its code and `/opt` for its layers. Native code
 * and other programs do not see them.
 */
export function provideMounts({ taskRoot, layers }: Options): MapPath {
  const map: MapPath = (path) => {
    if (isBelow(path, TASK_MOUNT)) return join(taskRoot, path.slice(TASK_MOUNT.length));
    if (!isBelow(path, LAYERS_MOUNT)) return path;
    const candidates = layers.map((layer) => join(layer, path.slice(LAYERS_MOUNT.length)));
    return candidates.find((candidate) => SUFFIXES.some((suffix) => exists(candidate + suffix))) ?? path;
  };
  const exists = fs.existsSync;
  for (const owner of [fs, fs.promises]) {
    for (const name of READERS) wrap(owner, name, map);
  }
  syncBuiltinESMExports();
  return map;
}

function wrap(owner: object, name: string, map: MapPath): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const mapped = (first: unknown, ...rest: unknown[]) =>
    Reflect.apply(original, owner, [typeof first === 'string' ? map(first) : first, ...rest]);
  // Some have functions of their own, such as realpath.native.
  Reflect.set(owner, name, Object.assign(mapped, original));
}

const isBelow = (path: string, mount: string) => path === mount || path.startsWith(`${mount}/`);
