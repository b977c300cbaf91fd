import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { LexParts } from '../parts.ts';

const schema = z.strictObject({ ResourceArn: text, Policy: json });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lex-resourcepolicy.html */
export function resourcePolicyResource({ bots, ids }: LexParts) {
  const put = ({ ResourceArn, Policy }: z.output<typeof schema>) => {
    const revisionId = ids.uuid();
    bots.putPolicy(ResourceArn, { policy: Policy, revisionId });
    return { physicalId: ResourceArn, attributes: { Id: ResourceArn, RevisionId: revisionId } };
  };
  return resourceType({
    type: 'AWS::Lex::ResourcePolicy',
    schema,
    attributes: ['Id', 'RevisionId'],
    createOnly: ['ResourceArn'],
    create: (properties) => put(properties),
    update: ({ properties }) => put(properties),
    delete: ({ physicalId }) => bots.deletePolicy(physicalId),
  });
}
