import { type Call, type Operation, operation } from '../../../../door/operation.ts';
import type { Bucket, BucketSettings } from '../../buckets/bucket.ts';
import type { S3Parts } from '../../parts.ts';

/** The members that all operations on a bucket's settings have. */
interface SettingInput {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

export type SettingDeps = Pick<S3Parts, 'buckets' | 'permissions'>;

/** Operations whose output has no members. */
export type Nothing = Record<string, never>;

/**
 * An operation that shows a setting.
 *
 * @param action IAM's name, without `s3:`
 */
export const showsSetting = <I extends SettingInput, O>(
  { buckets, permissions }: SettingDeps,
  { name, action, show }: { name: string; action: string; show: (bucket: Bucket, input: I) => O },
): Operation<I, O> =>
  operation<I, O>({
    name,
    access: ({ Bucket }, call) => permissions.onBucket(action, Bucket, call),
    run: (input) => show(buckets.require(input.Bucket, input.ExpectedBucketOwner), input),
  });

/** How an operation changes a setting. */
interface Change<I, O> {
  readonly name: string;
  readonly action: string;
  /** The settings to replace; undefined removes one. */
  readonly change: (input: I, bucket: Bucket, call: Call) => BucketSettings;
  readonly answer: (input: I) => O;
}

/** An operation that replaces or removes a setting and answers something. */
export const replacesSetting = <I extends SettingInput, O>(
  { buckets, permissions }: SettingDeps,
  { name, action, change, answer }: Change<I, O>,
): Operation<I, O> =>
  operation<I, O>({
    name,
    access: ({ Bucket }, call) => permissions.onBucket(action, Bucket, call),
    run(input, call) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      buckets.configure(bucket, change(input, bucket, call));
      return answer(input);
    },
  });

/** An operation that replaces or removes a setting and answers nothing. */
export const changesSetting = <I extends SettingInput>(
  s3: SettingDeps,
  definition: Omit<Change<I, Nothing>, 'answer'>,
): Operation<I, Nothing> => replacesSetting(s3, { ...definition, answer: () => ({}) });
