import type { AwsError } from '../errors.ts';
import type { JsonCodec } from './json.ts';
import type { ErrorModel } from './model.ts';

/** An error's members as JSON, `message` spelled as its model spells it. */
export function errorMembers(
  error: AwsError,
  model: ErrorModel | undefined,
  codec: JsonCodec,
): Record<string, unknown> {
  const messageName = model?.members.has('Message') ? 'Message' : 'message';
  const body: Record<string, unknown> = { [messageName]: error.message };
  for (const [name, value] of Object.entries(error.members)) {
    const schema = model?.members.get(name);
    body[name] = schema ? codec.write(schema, value) : value;
  }
  return body;
}
