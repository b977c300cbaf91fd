import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors.ts';

export type Handler = (event: unknown, context: unknown, ...more: unknown[]) => unknown;

interface HandlerName {
  /** Path of the module below the task root, without extension. */
  readonly module: string;
  /** Names from the module's exports down to the function. */
  readonly path: readonly string[];
}

/**
 * Finds and loads `dir/file.export` below the task root.
 *
 * @throws RuntimeError Runtime.MalformedHandlerName, Runtime.ImportModuleError, Runtime.UserCodeSyntaxError or
 *   Runtime.HandlerNotFound; and whatever the module throws while it is loaded
 */
export async function loadHandler(
  taskRoot: string,
  handler: string,
  isModule: (file: string) => boolean,
): Promise<Handler> {
  const { module, path } = parseHandler(handler);
  const exports = await loadModule(resolve(taskRoot, module), module, isModule);
  const found = follow(exports, path) ?? follow(follow(exports, ['default']), path);
  if (found === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (!isHandler(found)) throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is not a function`);
  return found;
}

function parseHandler(handler: string): HandlerName {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, file, path] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? [];
  if (!file || !path) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  return { module: join(dirname(handler), file), path: path.split('.') };
}

async function loadModule(base: string, name: string, isModule: (file: string) => boolean): Promise<unknown> {
  const file = ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path));
  if (!file) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  try {
    return await (isModule(file) ? import(pathToFileURL(file).href) : createRequire(file)(file));
  } catch (thrown) {
    throw asRuntimeError(thrown);
  }
}

function asRuntimeError(thrown: unknown): unknown {
  if (thrown instanceof SyntaxError) {
    const error = new RuntimeError('Runtime.UserCodeSyntaxError', String(thrown), { cause: thrown });
    if (thrown.stack) error.stack = thrown.stack;
    return error;
  }
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return thrown;
  return new RuntimeError('Runtime.ImportModuleError', String(thrown), { cause: thrown });
}

function follow(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      (typeof value === 'object' || typeof value === 'function') && value !== null
        ? Reflect.get(value, key)
        : undefined,
    from,
  );
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function';
