import type {
  GetDistributionCommandInput,
  GetDistributionCommandOutput,
  ListDistributionsCommandInput,
  ListDistributionsCommandOutput,
} from '@aws-sdk/client-cloudfront';
import { operation } from '../../../door/operation.ts';
import type { Distributions } from '../distributions.ts';
import { noSuchDistribution } from '../errors.ts';
import { configOf, counted, summaryOf } from './shapes.ts';

const MAX_ITEMS = 100;

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const listDistributions = (distributions: Distributions) =>
  operation<ListDistributionsCommandInput, Omit<ListDistributionsCommandOutput, '$metadata'>>({
    name: 'ListDistributions',
    access: () => [{ action: 'cloudfront:ListDistributions', resource: '*' }],
    run({ Marker = '', MaxItems = MAX_ITEMS }) {
      const all = distributions.all();
      const from = Marker === '' ? 0 : all.findIndex(({ id }) => id === Marker) + 1;
      const page = all.slice(from, from + MaxItems);
      const more = from + page.length < all.length;
      return {
        DistributionList: {
          Marker,
          MaxItems,
          IsTruncated: more,
          ...(more ? { NextMarker: page.at(-1)?.id } : {}),
          ...counted(page.map((distribution) => summaryOf(distribution, distributions))),
        },
      };
    },
  });

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export const getDistribution = (distributions: Distributions) =>
  operation<GetDistributionCommandInput, Omit<GetDistributionCommandOutput, '$metadata'>>({
    name: 'GetDistribution',
    access: ({ Id = '*' }) => [{ action: 'cloudfront:GetDistribution', resource: distributions.arnOf(Id) }],
    run({ Id = '' }) {
      const distribution = distributions.find(Id);
      if (!distribution) throw noSuchDistribution();
      const { lastModified, domainName } = distribution;
      return {
        ETag: `E${Date.parse(lastModified).toString(36).toUpperCase()}`,
        Distribution: {
          Id,
          ARN: distributions.arnOf(Id),
          Status: 'Deployed',
          LastModifiedTime: new Date(lastModified),
          InProgressInvalidationBatches: 0,
          DomainName: domainName,
          DistributionConfig: configOf(distribution),
        },
      };
    },
  });
