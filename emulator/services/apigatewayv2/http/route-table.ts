import type { ApiPlan, PlannedRoute } from '../model/api-plan.ts';
import { DEFAULT_KEY, parseHttpRouteKey } from '../model/route-key.ts';

export interface RouteMatch {
  readonly planned: PlannedRoute;
  /** Decoded values of `{name}` and `{name+}`. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Leaf {
  readonly planned: PlannedRoute;
  readonly names: readonly string[];
}

/** One place in the tree of paths; routes that end here, by method. */
interface Node {
  readonly fixed: Map<string, Node>;
  variable: Node | undefined;
  greedy: Map<string, Leaf> | undefined;
  readonly ends: Map<string, Leaf>;
}

/**
 * The routes of an HTTP API as a tree of path segments. The most specific route that fits path and method answers: a fixed
 * segment before a variable, a variable before a greedy one, a method before ANY, and `$default` last
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation).
 */
export class RouteTable {
  readonly #root = newNode();
  readonly #default: PlannedRoute | undefined;

  constructor({ routes }: ApiPlan) {
    this.#default = routes.get(DEFAULT_KEY);
    for (const [key, planned] of routes) if (key !== DEFAULT_KEY) this.#add(key, planned);
  }

  /** @param path decoded, without the stage */
  match(method: string, path: string): RouteMatch | undefined {
    const segments = path.split('/');
    segments.shift();
    const found = find(this.#root, segments, 0, method, []);
    if (found) return found;
    return this.#default && { planned: this.#default, pathParameters: NO_PARAMETERS };
  }

  #add(key: string, planned: PlannedRoute): void {
    const route = parseHttpRouteKey(key);
    if (!route) return;
    const names: string[] = [];
    let node = this.#root;
    for (const segment of route.path.slice(1).split('/')) {
      const name = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (name?.[1] !== undefined) names.push(name[1]);
      if (name?.[2]) {
        node.greedy ??= new Map();
        node.greedy.set(route.method, { planned, names });
        return;
      }
      node = name ? variableOf(node) : fixedOf(node, segment);
    }
    node.ends.set(route.method, { planned, names });
  }
}

const NO_PARAMETERS: Readonly<Record<string, string>> = Object.freeze({});

const newNode = (): Node => ({ fixed: new Map(), variable: undefined, greedy: undefined, ends: new Map() });

function variableOf(node: Node): Node {
  node.variable ??= newNode();
  return node.variable;
}

function fixedOf(node: Node, segment: string): Node {
  const next = node.fixed.get(segment) ?? newNode();
  node.fixed.set(segment, next);
  return next;
}

function find(
  node: Node,
  segments: readonly string[],
  at: number,
  method: string,
  values: readonly string[],
): RouteMatch | undefined {
  if (at === segments.length) return leafOf(node.ends, method, values);
  const segment = segments[at] ?? '';
  const fixed = node.fixed.get(segment);
  const byName = fixed && find(fixed, segments, at + 1, method, values);
  if (byName) return byName;
  if (segment === '') return undefined;
  const byVariable = node.variable && find(node.variable, segments, at + 1, method, [...values, segment]);
  if (byVariable) return byVariable;
  return node.greedy && leafOf(node.greedy, method, [...values, segments.slice(at).join('/')]);
}

function leafOf(leaves: ReadonlyMap<string, Leaf>, method: string, values: readonly string[]): RouteMatch | undefined {
  const leaf = leaves.get(method) ?? leaves.get('ANY');
  if (!leaf) return undefined;
  if (values.length === 0) return { planned: leaf.planned, pathParameters: NO_PARAMETERS };
  return {
    planned: leaf.planned,
    pathParameters: Object.fromEntries(leaf.names.map((name, index) => [name, values[index] ?? ''])),
  };
}

const tables = new WeakMap<ApiPlan, RouteTable>();

/** The table of a plan, made once. */
export function routeTableOf(plan: ApiPlan): RouteTable {
  const table = tables.get(plan) ?? new RouteTable(plan);
  tables.set(plan, table);
  return table;
}
