import { createHash } from 'node:crypto';
import jsonata from 'jsonata';

/** Evaluates the `{% … %}` of a state's field as Step Functions does: a string that is one expression becomes its value. */
export async function evaluate(template: unknown, variables: Record<string, unknown>): Promise<unknown> {
  if (typeof template === 'string') return isExpression(template) ? evaluateExpression(template, variables) : template;
  if (Array.isArray(template)) return Promise.all(template.map((item) => evaluate(item, variables)));
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(
    async ([key, value]) => [key, await evaluate(value, variables)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}

async function evaluateExpression(text: string, variables: Record<string, unknown>): Promise<unknown> {
  const expression = jsonata(text.slice(2, -2));
  // What Step Functions adds to the language: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
  expression.assign('uuid', () => crypto.randomUUID());
  expression.assign('hash', (text: string, algorithm: string) =>
    createHash(algorithm.replace('-', '')).update(text).digest('hex'),
  );
  for (const [name, value] of Object.entries(variables)) expression.assign(name, value);
  const result: unknown = await expression.evaluate(undefined);
  if (result === undefined) throw new Error(`States.QueryEvaluationError: ${text} gave nothing`);
  return JSON.parse(JSON.stringify(result));
}
