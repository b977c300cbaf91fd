import { z } from 'zod';
import { accessDenied, invalidPolicyDocument } from '../errors.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const matcher = z.tuple([z.string().regex(/^(eq|starts-with)$/i), z.string().startsWith('$'), text]);
const lengthRange = z.tuple([z.string().regex(/^content-length-range$/i), z.coerce.number(), z.coerce.number()]);
const exact = z.record(z.string(), text);
const document = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(z.union([lengthRange, matcher, exact])),
});

/** How large the file may be, in bytes. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/** Fields that no condition needs to name. */
const FREE_FIELDS = new Set(['policy', 'x-amz-signature', 'signature', 'awsaccesskeyid', 'file']);

/**
 * Checks a form against the policy that it carries
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html). Its signature is not verified:
 * locally no secret key is known.
 *
 * @param fields by lower-case name
 * @param now epoch milliseconds
 * @throws AwsError AccessDenied, InvalidPolicyDocument
 */
export function checkPostPolicy(
  encoded: string,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): LengthRange | undefined {
  const policy = parse(encoded);
  if (Date.parse(policy.expiration) < now) throw refused('Policy expired.');
  const values = new Map([...fields, ['bucket', bucket]]);
  const named = new Set<string>();
  let range: LengthRange | undefined;
  for (const condition of policy.conditions.flatMap(oneByOne)) {
    const [operator, name, value] = condition;
    if (typeof name === 'number') {
      range = { least: name, most: Number(value) };
      continue;
    }
    const field = name.slice(1).toLowerCase();
    named.add(field);
    const given = values.get(field) ?? '';
    const holds = operator.toLowerCase() === 'eq' ? given === value : given.startsWith(String(value));
    if (!holds) throw refused(`Policy Condition failed: ${JSON.stringify(condition)}`);
  }
  const extra = [...fields.keys()].filter(
    (field) => !named.has(field) && !FREE_FIELDS.has(field) && !field.startsWith('x-ignore-'),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
  return range;
}

type Condition = z.output<typeof matcher> | z.output<typeof lengthRange>;

/** `{"acl": "private", "key": "a"}` says the same as two `eq` conditions. */
function oneByOne(condition: Condition | z.output<typeof exact>): Condition[] {
  if (Array.isArray(condition)) return [condition];
  return Object.entries(condition).map(([name, value]) => ['eq', `$${name}`, value]);
}

function parse(encoded: string): z.output<typeof document> {
  try {
    return document.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch (cause) {
    throw invalidPolicyDocument(cause);
  }
}

const refused = (why: string) => accessDenied(`Invalid according to Policy: ${why}`);
