import type {
  GetSamplingRulesCommandInput,
  GetSamplingRulesCommandOutput,
  GetSamplingTargetsCommandInput,
  GetSamplingTargetsCommandOutput,
} from '@aws-sdk/client-xray';
import { operation } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { generalAccess, type Output } from './access.ts';

interface Deps {
  readonly account: Account;
  readonly clock: Clock;
}

const INTERVAL_SECONDS = 10;
const EPOCH = new Date(0);

/** https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html; there is one rule, and it takes every trace. */
export const getSamplingRules = ({ account }: Deps) =>
  operation<GetSamplingRulesCommandInput, Output<GetSamplingRulesCommandOutput>>({
    name: 'GetSamplingRules',
    access: generalAccess('GetSamplingRules'),
    run: () => ({
      SamplingRuleRecords: [
        {
          SamplingRule: {
            RuleName: 'Default',
            RuleARN: arn(account, 'xray', 'sampling-rule/Default'),
            ResourceARN: '*',
            Priority: 10_000,
            FixedRate: 1,
            ReservoirSize: 1,
            ServiceName: '*',
            ServiceType: '*',
            Host: '*',
            HTTPMethod: '*',
            URLPath: '*',
            Version: 1,
            Attributes: {},
          },
          CreatedAt: EPOCH,
          ModifiedAt: EPOCH,
        },
      ],
    }),
  });

/** https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html */
export const getSamplingTargets = ({ clock }: Deps) =>
  operation<GetSamplingTargetsCommandInput, Output<GetSamplingTargetsCommandOutput>>({
    name: 'GetSamplingTargets',
    access: generalAccess('GetSamplingTargets'),
    run: ({ SamplingStatisticsDocuments = [] }) => ({
      SamplingTargetDocuments: SamplingStatisticsDocuments.map(({ RuleName }) => ({
        RuleName,
        FixedRate: 1,
        ReservoirQuota: 1,
        ReservoirQuotaTTL: new Date(clock.now() + INTERVAL_SECONDS * 1_000),
        Interval: INTERVAL_SECONDS,
      })),
      LastRuleModification: EPOCH,
      UnprocessedStatistics: [],
    }),
  });
