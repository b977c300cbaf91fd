import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { LogsParts } from '../parts.ts';

const schema = z.strictObject({
  PolicyName: text,
  /** JSON text on AWS; some templates write the document itself. */
  PolicyDocument: json.transform((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html */
export function resourcePolicyResource({ policies }: LogsParts) {
  const put = ({ PolicyName, PolicyDocument }: Properties) => {
    policies.put(PolicyName, PolicyDocument);
    return { physicalId: PolicyName, attributes: {} };
  };
  return resourceType({
    type: 'AWS::Logs::ResourcePolicy',
    schema,
    attributes: [],
    createOnly: ['PolicyName'],
    create: put,
    update: ({ properties }) => put(properties),
    delete({ physicalId }) {
      if (policies.all().some(({ name }) => name === physicalId)) policies.delete(physicalId);
    },
  });
}
