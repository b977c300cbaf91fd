import type {
  DeleteDashboardsCommandInput,
  DeleteDashboardsCommandOutput,
  GetDashboardCommandInput,
  GetDashboardCommandOutput,
  ListDashboardsCommandInput,
  ListDashboardsCommandOutput,
  PutDashboardCommandInput,
  PutDashboardCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import type { CloudWatchParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

const LISTED_AT_ONCE = 1_000;

const access =
  (action: string, { dashboards }: CloudWatchParts) =>
  (input: { DashboardName?: string | undefined }) => [
    { action: `cloudwatch:${action}`, resource: dashboards.arnOf(input.DashboardName ?? '') },
  ];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const putDashboard = (parts: CloudWatchParts) =>
  operation<PutDashboardCommandInput, Output<PutDashboardCommandOutput>>({
    name: 'PutDashboard',
    access: access('PutDashboard', parts),
    run({ DashboardName, DashboardBody }) {
      parts.dashboards.put(DashboardName, DashboardBody);
      return { DashboardValidationMessages: [] };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard = (parts: CloudWatchParts) =>
  operation<GetDashboardCommandInput, Output<GetDashboardCommandOutput>>({
    name: 'GetDashboard',
    access: access('GetDashboard', parts),
    run({ DashboardName }) {
      const { name, body } = parts.dashboards.get(DashboardName);
      return { DashboardName: name, DashboardBody: body, DashboardArn: parts.dashboards.arnOf(name) };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export const listDashboards = (parts: CloudWatchParts) =>
  operation<ListDashboardsCommandInput, Output<ListDashboardsCommandOutput>>({
    name: 'ListDashboards',
    access: generalAccess('ListDashboards'),
    run({ DashboardNamePrefix = '', NextToken }) {
      const wanted = parts.dashboards.all().filter(({ name }) => name.startsWith(DashboardNamePrefix));
      const { items, next } = page(wanted, NextToken, LISTED_AT_ONCE);
      return {
        DashboardEntries: items.map(({ name, body, updatedAt }) => ({
          DashboardName: name,
          DashboardArn: parts.dashboards.arnOf(name),
          LastModified: new Date(updatedAt),
          Size: Buffer.byteLength(body),
        })),
        ...next,
      };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
export const deleteDashboards = (parts: CloudWatchParts) =>
  operation<DeleteDashboardsCommandInput, Output<DeleteDashboardsCommandOutput>>({
    name: 'DeleteDashboards',
    access: ({ DashboardNames = [] }) =>
      DashboardNames.flatMap((DashboardName) => access('DeleteDashboards', parts)({ DashboardName })),
    run({ DashboardNames }) {
      if (!DashboardNames) throw missing('DashboardNames');
      parts.dashboards.delete(DashboardNames);
      return {};
    },
  });
