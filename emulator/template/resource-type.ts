import type { ZodType, z } from 'zod';
import type { Account } from '../runtime/account.ts';

/** What a deployed resource gives to the rest of its template. */
export interface Deployed {
  /** What `Ref` answers, and the resource's PhysicalResourceId. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` answers, by attribute name (nested ones with dots: `Endpoint.Address`). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Where the files of a CDK asset lie; undefined for an object that is no asset of the assembly. */
export interface Assets {
  /** Path of the asset's directory (zip packaging) or file, for the bucket and key that the template names. */
  locate(bucket: string, key: string): string | undefined;
}

/** What a resource type may know while one of its resources is made. */
export interface ResourceContext {
  readonly account: Account;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** The type as the template writes it, which tells `Custom::…` types apart. */
  readonly type?: string;
  readonly assets: Assets;
  /**
   * A physical name in CloudFormation's way, `<stack>-<logicalId>-<suffix>`, at most `maxLength` characters; the same
   * for the same resource in every run, so that a redeployment finds what it made.
   */
  generateName(options?: { readonly maxLength?: number; readonly lowerCase?: boolean }): string;
}

/**
 * A CloudFormation resource type: how its properties look, and what is done when one is made, changed or removed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export interface ResourceType<Properties = never> {
  /** `AWS::DynamoDB::Table` */
  readonly type: string;
  /**
   * Strict schema (`z.strictObject`) of the supported properties after intrinsic functions are resolved. CloudFormation
   * accepts a number or boolean written as a string and the reverse: `template/scalars.ts` has schemas that coerce.
   */
  readonly schema: ZodType<Properties>;
  /** Properties that are accepted but change nothing locally, each with its reason; they appear so in SUPPORT.md. */
  readonly inert?: Readonly<Record<string, string>>;
  /** Attribute names for `Fn::GetAtt`, so that a wrong one is found before anything is deployed. `*` allows any. */
  readonly attributes: readonly string[];
  /** Properties whose change makes a new resource (CloudFormation's "Update requires: Replacement"). */
  readonly createOnly: readonly string[];
  create(properties: Properties, context: ResourceContext): Deployed | Promise<Deployed>;
  /** Changes the resource in place, keeping its data. */
  update(change: Change<Properties>, context: ResourceContext): Deployed | Promise<Deployed>;
  /** Removes the resource; succeeds when it is gone already. */
  delete(resource: Deployed & { readonly properties: Properties }, context: ResourceContext): void | Promise<void>;
}

export interface Change<Properties> {
  readonly physicalId: string;
  readonly properties: Properties;
  readonly previous: Properties;
}

/** Declares a resource type; the types of its functions follow from the schema. */
export function resourceType<Schema extends ZodType>(
  definition: { readonly schema: Schema } & Omit<ResourceType<z.output<Schema>>, 'schema'>,
): ResourceType {
  // The template layer parses properties with `schema` before it calls: that is what makes the narrower type safe.
  return definition as unknown as ResourceType;
}
