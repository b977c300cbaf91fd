import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { z } from 'zod';

/**
 * Leave to read the objects of a bucket whose keys begin with `prefix`. Without leave to list the bucket, S3 answers for an object that
 * is not there as if it were forbidden.
 */
export function readObjects(bucket: IBucket, prefix = ''): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [bucket.arnForObjects(`${prefix}*`)],
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

/** Leave to write the objects of a bucket whose keys begin with `prefix`. */
export function writeObjects(bucket: IBucket, prefix: string): PolicyStatement {
  return new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${prefix}*`)] });
}

/** Says beside the grants why they cannot name the objects one by one. */
export function acknowledgeAnyObject(grantee: IConstruct, bucket: IBucket, prefix = ''): void {
  Validations.of(grantee).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arnIn(Stack.of(grantee), bucket)}/${prefix}*]`,
    reason: 'Keys are made while the application runs: only their prefix is known beforehand.',
  });
}

/** How the template of a stack names the bucket: by its logical id or, from outside, by the export. */
function arnIn(stack: Stack, bucket: IBucket): string {
  const home = Stack.of(bucket);
  if (home === stack) return `<${logicalId(bucket)}.Arn>`;
  return importedName.parse(stack.resolve(home.exportValue(bucket.bucketArn)))['Fn::ImportValue'];
}

const importedName = z.object({ 'Fn::ImportValue': z.string() });

function logicalId({ node, stack }: IBucket): string {
  const { defaultChild } = node;
  if (!CfnElement.isCfnElement(defaultChild)) throw new Error(`${node.path} is not a bucket of this app`);
  return Stack.of(stack).resolve(defaultChild.logicalId);
}
