import * as z from 'zod';

/** A function was deployed without a variable it needs, or with one that makes no sense: nothing it could do would be right. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * Reads what a function needs from its environment, once, when it starts.
 *
 * @throws EnvironmentError naming each variable that is missing or wrong, and what it should be
 * @example
 * const environment = parseEnvironment(z.object({ ORIGINAL_BUCKET: z.string().min(1) }), process.env);
 */
export function parseEnvironment<Schema extends z.ZodType>(schema: Schema, variables: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(`the environment is not complete. ${problems.join('. ')}`);
}

/** A variable that holds text. */
export const text = z.string().min(1);

/** A variable that holds a whole number above zero. */
export const count = z.coerce.number().int().positive();

/** A variable that holds JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
