import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** The namespace of what stands for Node's own modules. */
export const NO_FILES = 'builtin';

/**
 * Takes Node's own modules as CommonJS does. To import one, Node reads all that it exports, and so loads what is there for those who ask
 * for it alone, such as the fetch that comes with the WebSocket of node:http: a fifth of a cold start.
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  setup(build) {
    build.onResolve({ filter: /^[a-z:/_0-9]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^(?:node:)?/, 'node:'), namespace: NO_FILES } : undefined,
    );
    build.onLoad({ filter: /./, namespace: NO_FILES }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};
