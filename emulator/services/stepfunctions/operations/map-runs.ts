import type {
  DescribeMapRunCommandInput,
  DescribeMapRunCommandOutput,
  ListMapRunsCommandInput,
  ListMapRunsCommandOutput,
  MapRunExecutionCounts,
  UpdateMapRunCommandInput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { resourceNotFound, validationError } from '../api-errors.ts';
import { parseMapRunArn } from '../arns.ts';
import { redrivableSince } from '../engine/redrive.ts';
import type { MapRunRecord, StatusCount } from '../storage/map-run-store.ts';
import type { OperationDeps } from './deps.ts';
import { findExecution } from './describe-execution.ts';
import { numberAfter, paged, pageOf } from './paging.ts';

type Deps = Pick<OperationDeps, 'clock' | 'engine' | 'executions' | 'mapRuns'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */
export const listMapRuns = (deps: Deps) =>
  operation<ListMapRunsCommandInput, Omit<ListMapRunsCommandOutput, '$metadata'>>({
    name: 'ListMapRuns',
    access: ({ executionArn }) => [{ action: 'states:ListMapRuns', resource: executionArn ?? '*' }],
    run(input) {
      const { arn } = findExecution(deps, input.executionArn);
      const page = pageOf(input);
      const found = deps.mapRuns.list(arn, numberAfter(page, Number.MAX_SAFE_INTEGER), page.limit + 1);
      const { items, nextToken } = paged(found, page, ({ place }) => place);
      return {
        mapRuns: items.map((run) => ({
          executionArn: run.executionArn,
          mapRunArn: run.arn,
          stateMachineArn: run.machineArn,
          startDate: new Date(run.startAt),
          ...(run.stopAt === undefined ? {} : { stopDate: new Date(run.stopAt) }),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export const describeMapRun = (deps: Deps) =>
  operation<DescribeMapRunCommandInput, Omit<DescribeMapRunCommandOutput, '$metadata'>>({
    name: 'DescribeMapRun',
    access: ({ mapRunArn }) => [{ action: 'states:DescribeMapRun', resource: mapRunArn ?? '*' }],
    run({ mapRunArn }) {
      deps.engine.write();
      const run = findRun(deps, mapRunArn);
      const counts = deps.mapRuns.counts(run.arn);
      const lost = deps.mapRuns.notRedrivable(run.arn, redrivableSince(deps.clock.now()));
      return {
        mapRunArn: run.arn,
        executionArn: run.executionArn,
        status: run.status,
        startDate: new Date(run.startAt),
        ...(run.stopAt === undefined ? {} : { stopDate: new Date(run.stopAt) }),
        maxConcurrency: run.maxConcurrency,
        toleratedFailureCount: run.toleratedFailureCount,
        toleratedFailurePercentage: run.toleratedFailurePercentage,
        itemCounts: countsOf(counts, 'items', run.totalItems, lost),
        executionCounts: countsOf(counts, 'executions', run.totalChildren, lost),
        redriveCount: run.redriveCount,
        ...(run.redriveAt === undefined ? {} : { redriveDate: new Date(run.redriveAt) }),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
export const updateMapRun = (deps: Deps) =>
  operation<UpdateMapRunCommandInput, Record<string, never>>({
    name: 'UpdateMapRun',
    access: ({ mapRunArn }) => [{ action: 'states:UpdateMapRun', resource: mapRunArn ?? '*' }],
    run({ mapRunArn, maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }) {
      const run = findRun(deps, mapRunArn);
      const live = deps.engine.mapRuns.get(run.arn);
      if (!live) throw validationError('Map Run is already completed.');
      live.update({
        ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
        ...(toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
        ...(toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
      });
      return {};
    },
  });

function findRun({ mapRuns }: Deps, arn: string | undefined): MapRunRecord {
  const run = mapRuns.find(parseMapRunArn(arn));
  if (!run) throw resourceNotFound(arn ?? '');
  return run;
}

function countsOf(
  counts: readonly StatusCount[],
  what: 'items' | 'executions',
  total: number,
  lost: Omit<StatusCount, 'status'>,
): MapRunExecutionCounts {
  const of = (status: string) => counts.find((count) => count.status === status)?.[what] ?? 0;
  const started = counts.reduce((sum, count) => sum + count[what], 0);
  return {
    pending: Math.max(0, total - started),
    running: of('RUNNING'),
    succeeded: of('SUCCEEDED'),
    failed: of('FAILED'),
    timedOut: of('TIMED_OUT'),
    aborted: of('ABORTED'),
    total,
    resultsWritten: of('SUCCEEDED'),
    failuresNotRedrivable: lost[what],
    pendingRedrive: of('PENDING_REDRIVE'),
  };
}
