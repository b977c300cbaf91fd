import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { CloudWatchParts } from '../parts.ts';

const DASHBOARD_NAME_LENGTH = 255;

const schema = z.strictObject({ DashboardName: text.optional(), DashboardBody: text });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export function dashboardResource({ dashboards }: CloudWatchParts) {
  const put = (name: string, body: string) => {
    dashboards.put(name, body);
    return { physicalId: name, attributes: {} };
  };
  return resourceType({
    type: 'AWS::CloudWatch::Dashboard',
    schema,
    attributes: [],
    createOnly: ['DashboardName'],
    create: ({ DashboardName, DashboardBody }, context) =>
      put(DashboardName ?? context.generateName({ maxLength: DASHBOARD_NAME_LENGTH }), DashboardBody),
    update: ({ physicalId, properties }) => put(physicalId, properties.DashboardBody),
    delete({ physicalId }) {
      if (dashboards.all().some(({ name }) => name === physicalId)) dashboards.delete([physicalId]);
    },
  });
}
