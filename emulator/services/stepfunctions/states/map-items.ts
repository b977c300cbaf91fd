import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { type Json, stringify } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import { compileTemplate } from '../jsonata/template.ts';
import { compilePath } from '../jsonpath/path.ts';
import { jsonataTemplate } from './jsonata-flow.ts';
import { payloadTemplate, templateAt } from './jsonpath-flow.ts';

/** The items that a Map state iterates over. */
export type ItemsReader = (visit: Visit, input: Json) => MaybePromise<Json[]>;

/** The input of one iteration; `mapItem` is `Map.Item` of the Context object. */
export type ItemSelector = (visit: Visit, input: Json, mapItem: Json) => MaybePromise<Json>;

/** `ItemsPath`, or `Items`; by default the whole input. */
export function itemsReader(fields: StateFields): ItemsReader {
  return fields.isJsonata ? jsonataItems(fields) : jsonPathItems(fields);
}

function jsonPathItems(fields: StateFields): ItemsReader {
  const path = fields.text('ItemsPath') ?? '$';
  const read = fields.attempt('ItemsPath', () => compilePath(path));
  return (visit, input) => {
    const items = read?.(visit.scope(input)) ?? null;
    if (!Array.isArray(items))
      throw new RuntimeError(`Reference path "${path.replace(/^\$\$/, '$')}" must point to array.`);
    visit.inspect('afterItemsPath', items);
    return items;
  };
}

function jsonataItems(fields: StateFields): ItemsReader {
  const value = fields.value('Items');
  if (value === undefined) return (_visit, input) => listOf(input);
  const evaluate = templateAt(fields, 'Items', () =>
    isExpression(value) ? compileExpression(value, 'Items', ['array']) : compileTemplate(value, 'Items'),
  );
  return (visit, input) => chain(evaluate?.(visit.scope(input)) ?? null, listOf);
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw new QueryEvaluationError(`Map state input must be an array but was: ${stringify(value)}`);
}

/** `ItemSelector`, or `Parameters` as it was called before; without it an iteration gets the item. */
export function itemSelector(fields: StateFields): ItemSelector | undefined {
  if (fields.isJsonata) {
    const evaluate = jsonataTemplate(fields, 'ItemSelector');
    return evaluate && ((visit, input, mapItem) => evaluate(visit.scope(input, { mapItem })));
  }
  fields.exclusive('ItemSelector', 'Parameters');
  const select = payloadTemplate(fields, 'ItemSelector') ?? payloadTemplate(fields, 'Parameters');
  return select && ((visit, input, mapItem) => select(visit.scope(input, { mapItem })));
}
