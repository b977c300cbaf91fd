import { ValidationError } from '../errors.ts';

/**
 * Refuses a request that uses expressions and the older parameters that they replaced
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html).
 *
 * @param legacy the older parameters by name; undefined where absent
 * @param expressions the expressions by parameter name; undefined where absent
 */
export function refuseMixture(
  legacy: Readonly<Record<string, unknown>>,
  expressions: Readonly<Record<string, unknown>>,
): void {
  const present = (parameters: Readonly<Record<string, unknown>>) =>
    Object.keys(parameters).filter((name) => parameters[name] !== undefined);
  const [older, newer] = [present(legacy), present(expressions)];
  if (older.length === 0 || newer.length === 0) return;
  throw new ValidationError(
    'Can not use both expression and non-expression parameters in the same request: ' +
      `Non-expression parameters: {${older.join(', ')}} Expression parameters: {${newer.join(', ')}}`,
  );
}
