import { RuntimeError } from '../errors/runtime.ts';
import { isObject, type Json, type JsonObject, stringify } from '../json.ts';

/** The arguments of an integration as an object. @throws RuntimeError when they are anything else */
export function argumentsObject(parameters: Json): JsonObject {
  if (isObject(parameters)) return parameters;
  throw unusable(parameters, 'The value must be a JSON object');
}

/** Fails as AWS does for members that the integration cannot do without. @throws RuntimeError */
export function requireArguments(parameters: JsonObject, names: readonly string[]): void {
  const missing = names.filter((name) => parameters[name] === undefined);
  if (missing.length === 0) return;
  throw unusable(parameters, missing.map((name) => `The field '${name}' is required but was missing`).join(', '));
}

/** AWS's words for arguments that no call can be made with. @param why what is wrong with which field */
export const unusable = (parameters: Json, why: string): RuntimeError =>
  new RuntimeError(`The Parameters '${stringify(parameters)}' could not be used to start the Task: [${why}]`);
