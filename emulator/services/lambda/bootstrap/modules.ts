import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin, registerHooks } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { arch, platform } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MapPath } from './mounts.ts';

export interface ModuleOptions {
  /** Where paths such as `/opt/nodejs/shared.js` lie on this machine. */
  readonly mapPath: MapPath;
  readonly taskRoot: string;
  readonly layers: readonly string[];
  readonly runtimeModules: string;
  readonly nodeVersion: number;
}

/** Packages that AWS's Node.js runtimes bring along (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html). */
const RUNTIME_PACKAGES = /^@(aws-sdk|smithy)\//;

/** Since this version `.js` files are searched for ES module syntax when no package.json says what they are. */
const DETECTS_SYNTAX_SINCE = 22;
const MODULE_SYNTAX = /^\s*(import[\s{*"']|export[\s{*])/m;

/**
 * Makes module resolution see what it would see on AWS: the function's folder as `/var/task`, then the layers, then
 * the runtime's own packages, and nothing of the project around them. The one thing more is a native package of a
 * layer built for Lambda's architecture, which is taken in this machine's build where the layer lacks it.
 *
 * @returns whether a file is an ES module
 */
export function installModuleHooks(options: ModuleOptions): (file: string) => boolean {
  const roots = [options.taskRoot, ...options.layers].map((root) => pathToFileURL(`${root}/`).href);
  const isOurs = (url: string | undefined) => roots.some((root) => url?.startsWith(root));
  const isModule = moduleDetector(options);
  const search = searchPlaces(options);

  // A search by require comes back to this hook, and must pass it.
  let searching = false;
  const whileSearching = <T>(search: () => T): T => {
    searching = true;
    try {
      return search();
    } finally {
      searching = false;
    }
  };

  registerHooks({
    resolve(specifier, context, next) {
      const path = options.mapPath(specifier);
      if (path !== specifier) {
        return next(context.conditions.includes('import') ? pathToFileURL(path).href : path, context);
      }
      if (searching || !isBare(specifier) || !isOurs(context.parentURL)) return next(specifier, context);
      const beside = attempt(() => next(specifier, context));
      if (beside && (isOurs(beside.url) || beside.url.startsWith('node:'))) return beside;
      const asImport = context.conditions.includes('import');
      for (const { parentURL, within } of search(specifier)) {
        const found = attempt(() =>
          asImport ? next(specifier, { ...context, parentURL }) : whileSearching(() => required(specifier, parentURL)),
        );
        if (found?.url.startsWith(within)) return found;
      }
      throw notFound(specifier, context.parentURL, asImport);
    },
    load(url, context, next) {
      if (!isOurs(url) || extname(url) !== '.js') return next(url, context);
      return next(url, { ...context, format: isModule(fileURLToPath(url)) ? 'module' : 'commonjs' });
    },
  });
  return isModule;
}

interface Place {
  readonly parentURL: string;
  /** What is found outside does not count: it belongs to the project that surrounds the place. */
  readonly within: string;
}

/** Where a package may lie beside the function's own folder, in order. */
function searchPlaces({ layers, runtimeModules, taskRoot }: ModuleOptions): (specifier: string) => Place[] {
  const layerPlaces = layers.map((layer) => ({
    parentURL: pathToFileURL(join(layer, 'nodejs/node24/index.js')).href,
    within: pathToFileURL(`${layer}/`).href,
  }));
  const anywhere = (file: string) => ({ parentURL: pathToFileURL(file).href, within: 'file:' });
  return (specifier) => {
    if (RUNTIME_PACKAGES.test(specifier)) return [...layerPlaces, anywhere(runtimeModules)];
    if (isForThisMachine(specifier)) {
      return [...layerPlaces, anywhere(join(dirname(taskRoot), 'index.js')), anywhere(runtimeModules)];
    }
    return layerPlaces;
  };
}

/** A package of native code for this platform and processor, by the naming that npm packages share. */
function isForThisMachine(specifier: string): boolean {
  const name = specifier.split('/').slice(0, 2).join('/');
  return name.includes(platform) && new RegExp(`[-_.]${arch}\\b`).test(name);
}

function isBare(specifier: string): boolean {
  return !/^(\.{0,2}\/|\.{1,2}$|#|[a-z]+:)/.test(specifier) && !isBuiltin(specifier);
}

function required(specifier: string, parentURL: string): { url: string; shortCircuit: true } {
  return { url: pathToFileURL(createRequire(parentURL).resolve(specifier)).href, shortCircuit: true };
}

function attempt<T>(resolution: () => T): T | undefined {
  try {
    return resolution();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function notFound(specifier: string, parentURL: string | undefined, asImport: boolean): Error {
  const parent = parentURL ? fileURLToPath(parentURL) : '';
  return asImport
    ? Object.assign(new Error(`Cannot find package '${specifier}' imported from ${parent}`), {
        code: 'ERR_MODULE_NOT_FOUND',
      })
    : Object.assign(new Error(`Cannot find module '${specifier}'\nRequire stack:\n- ${parent}`), {
        code: 'MODULE_NOT_FOUND',
      });
}

/** Tells ES modules by extension and by the nearest package.json, looking no further than the task root or layer. */
function moduleDetector({ taskRoot, layers, nodeVersion }: ModuleOptions): (file: string) => boolean {
  const types = new Map<string, string | undefined>();
  const typeOf = (directory: string): string | undefined => {
    if (!types.has(directory)) types.set(directory, readType(directory));
    return types.get(directory);
  };
  const readType = (directory: string): string | undefined => {
    const manifest = join(directory, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'unsaid';
    const isRoot = directory === taskRoot || layers.includes(directory) || directory === dirname(directory);
    return isRoot ? undefined : typeOf(dirname(directory));
  };
  return (file) => {
    if (file.endsWith('.mjs')) return true;
    if (file.endsWith('.cjs')) return false;
    const type = typeOf(dirname(file));
    if (type === 'module' || type === 'commonjs' || nodeVersion < DETECTS_SYNTAX_SINCE) return type === 'module';
    return MODULE_SYNTAX.test(readFileSync(file, 'utf8'));
  };
}
