import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { LogsParts } from '../parts.ts';

const schema = z.strictObject({
  Name: text,
  QueryString: text,
  LogGroupNames: z.array(text).optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html */
export function queryDefinitionResource({ queryDefinitions }: LogsParts) {
  const put = ({ Name, QueryString, LogGroupNames = [] }: Properties, existing?: string) => {
    const { id } = queryDefinitions.put(Name, QueryString, LogGroupNames, existing);
    return { physicalId: id, attributes: { QueryDefinitionId: id } };
  };
  return resourceType({
    type: 'AWS::Logs::QueryDefinition',
    schema,
    attributes: ['QueryDefinitionId'],
    createOnly: [],
    create: (properties) => put(properties),
    update: ({ physicalId, properties }) => put(properties, physicalId),
    delete({ physicalId }) {
      if (queryDefinitions.all().some(({ id }) => id === physicalId)) queryDefinitions.delete(physicalId);
    },
  });
}
