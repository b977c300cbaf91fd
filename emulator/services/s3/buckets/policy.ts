import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import { bucketArn } from '../arns.ts';
import { accessDenied, malformedPolicy } from '../errors.ts';
import { BUCKET_POLICY_BYTES } from '../limits.ts';
import type { Bucket } from './bucket.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMany)]);
const statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const document = z.looseObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

type Statement = z.output<typeof statement>;

/** Condition keys that narrow a public principal down (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status). */
const NARROWING_KEYS = new Set(
  [
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:SourceArn',
    'aws:SourceAccount',
    'aws:SourceOrgID',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceIp',
    'aws:SourceOwner',
    'aws:userid',
    'aws:VpcSourceIp',
    's3:DataAccessPointArn',
    's3:DataAccessPointAccount',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
  ].map((key) => key.toLowerCase()),
);

/**
 * The document of a bucket's new policy.
 *
 * @throws AwsError MalformedPolicy; AccessDenied for a public one where the bucket blocks these
 */
export function newPolicy(text: string | undefined, bucket: Bucket, account: Account): string {
  const policy = checkPolicy(text, bucketArn(account, bucket.name));
  if (bucket.settings.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(JSON.parse(policy))) {
    throw accessDenied(
      'Access Denied because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    );
  }
  return policy;
}

function checkPolicy(text: string | undefined, arn: string): string {
  if (!text?.trim().startsWith('{'))
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (Buffer.byteLength(text) > BUCKET_POLICY_BYTES) {
    throw malformedPolicy(`Policy exceeds the maximum allowed document size of ${BUCKET_POLICY_BYTES} bytes`);
  }
  const { data, error } = document.safeParse(parse(text));
  if (error) throw malformedPolicy(`Invalid policy syntax: ${error.issues[0]?.path.join('.')}`);
  for (const each of data.Statement) checkStatement(each, arn);
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformedPolicy(`This policy contains invalid Json: ${cause instanceof Error ? cause.message : ''}`);
  }
}

function checkStatement(each: Statement, arn: string): void {
  if (!each.Principal && !each.NotPrincipal) throw malformedPolicy('Missing required field Principal');
  const actions = each.Action ?? each.NotAction;
  if (!actions) throw malformedPolicy('Missing required field Action');
  if (!actions.every((action) => action === '*' || /^s3:/i.test(action))) {
    throw malformedPolicy('Policy has invalid action');
  }
  const resources = each.Resource ?? each.NotResource;
  if (!resources) throw malformedPolicy('Missing required field Resource');
  if (!resources.every((resource) => resource === '*' || resource === arn || startsWithin(resource, arn))) {
    throw malformedPolicy('Policy has invalid resource');
  }
}

/** Whether a pattern can only match the bucket and its objects. */
function startsWithin(resource: string, arn: string): boolean {
  return resource.startsWith(`${arn}/`) || (resource.startsWith(arn) && resource[arn.length] === '*');
}

/** Whether the policy allows something to everybody (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html). */
export function isPublicPolicy(policy: unknown): boolean {
  const { data } = document.safeParse(policy);
  return Boolean(data?.Statement.some((each) => each.Effect === 'Allow' && isEverybody(each) && !isNarrowed(each)));
}

function isEverybody({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal || Principal === '*') return true;
  return Boolean(Principal && Object.values(Principal).some((names) => names.includes('*')));
}

function isNarrowed({ Condition = {} }: Statement): boolean {
  return Object.values(Condition).some((keys) =>
    Object.keys(keys).some((key) => NARROWING_KEYS.has(key.toLowerCase())),
  );
}
