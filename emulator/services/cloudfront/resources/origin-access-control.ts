import { z } from 'zod';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';

const schema = z.strictObject({
  OriginAccessControlConfig: z.strictObject({
    Name: text,
    Description: text.optional(),
    OriginAccessControlOriginType: z.enum(['s3', 'lambda', 'mediastore', 'mediapackagev2']),
    SigningBehavior: z.enum(['always', 'never', 'no-override']),
    SigningProtocol: z.literal('sigv4'),
  }),
});

/**
 * That an origin names one is what counts: its requests are then CloudFront's own.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-originaccesscontrol.html
 */
export const originAccessControlResource = ({ ids }: { readonly ids: Ids }) =>
  keptById('AWS::CloudFront::OriginAccessControl', schema, () => `E${ids.letters(13)}`);

const policySchema = (config: string) => z.strictObject({ [config]: z.json() });

/**
 * Nothing is cached here, so that what a policy says of keys and times changes nothing.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-cachepolicy.html
 */
export const cachePolicyResource = ({ ids }: { readonly ids: Ids }) =>
  keptById('AWS::CloudFront::CachePolicy', policySchema('CachePolicyConfig'), () => ids.uuid());

/**
 * An origin gets all that the browser sent.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-originrequestpolicy.html
 */
export const originRequestPolicyResource = ({ ids }: { readonly ids: Ids }) =>
  keptById('AWS::CloudFront::OriginRequestPolicy', policySchema('OriginRequestPolicyConfig'), () => ids.uuid());

function keptById(type: string, properties: z.ZodType, id: () => string) {
  const deployed = (physicalId: string) => ({ physicalId, attributes: { Id: physicalId } });
  return resourceType({
    type,
    schema: properties,
    attributes: ['Id', 'LastModifiedTime'],
    createOnly: [],
    create: () => deployed(id()),
    update: ({ physicalId }) => deployed(physicalId),
    delete: () => {},
  });
}
