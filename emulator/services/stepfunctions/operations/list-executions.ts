import type { ExecutionListItem, ListExecutionsCommandInput, ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { notInEnum, resourceNotFound, stateMachineTypeNotSupported } from '../api-errors.ts';
import { parseMapRunArn } from '../arns.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import type { ExecutionFilter } from '../storage/execution-store.ts';
import type { OperationDeps } from './deps.ts';
import { required } from './names.ts';
import { numberAfter, paged, pageOf } from './paging.ts';

/** In the order in which AWS names them. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];
const MAX_TOKEN_CHARACTERS = 3_096;

type Deps = Pick<OperationDeps, 'engine' | 'executions' | 'machines' | 'mapRuns'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const listExecutions = (deps: Deps) =>
  operation<ListExecutionsCommandInput, Omit<ListExecutionsCommandOutput, '$metadata'>>({
    name: 'ListExecutions',
    access: ({ stateMachineArn }) => [{ action: 'states:ListExecutions', resource: stateMachineArn ?? '*' }],
    run(input) {
      const { statusFilter, redriveFilter } = input;
      if (statusFilter !== undefined && !STATUSES.includes(statusFilter)) {
        throw notInEnum(statusFilter, 'statusFilter', STATUSES);
      }
      const page = pageOf(input, { maxTokenLength: MAX_TOKEN_CHARACTERS });
      const which =
        input.mapRunArn === undefined ? ofMachine(deps, input.stateMachineArn) : ofMapRun(deps, input.mapRunArn);
      deps.engine.write();
      const found = deps.executions.list({
        ...which,
        ...(statusFilter === undefined ? {} : { status: statusFilter }),
        ...(redriveFilter === undefined ? {} : { redriven: redriveFilter === 'REDRIVEN' }),
        before: numberAfter(page, Number.MAX_SAFE_INTEGER),
        limit: page.limit + 1,
      });
      const { items, nextToken } = paged(found, page, ({ id }) => id);
      return { executions: items.map(listed), ...(nextToken === undefined ? {} : { nextToken }) };
    },
  });

function ofMachine(
  { machines }: Deps,
  stateMachineArn: string | undefined,
): Pick<ExecutionFilter, 'machineArn' | 'qualifierArn'> {
  const arn = required(stateMachineArn, 'stateMachineArn');
  const { machine, versionArn, aliasArn } = machines.resolve(arn);
  if (machine.type !== 'STANDARD') throw stateMachineTypeNotSupported();
  return { machineArn: machine.arn, ...(arn === machine.arn ? {} : { qualifierArn: aliasArn ?? versionArn ?? arn }) };
}

function ofMapRun({ mapRuns }: Deps, mapRunArn: string): Pick<ExecutionFilter, 'mapRunArn'> {
  if (!mapRuns.find(parseMapRunArn(mapRunArn))) throw resourceNotFound(mapRunArn);
  return { mapRunArn };
}

function listed(record: ExecutionRecord): ExecutionListItem {
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: new Date(record.startAt),
    ...(record.stopAt === undefined ? {} : { stopDate: new Date(record.stopAt) }),
    ...(record.versionArn === undefined ? {} : { stateMachineVersionArn: record.versionArn }),
    ...(record.aliasArn === undefined ? {} : { stateMachineAliasArn: record.aliasArn }),
    ...(record.child ? { mapRunArn: record.child.mapRunArn, itemCount: record.child.items } : {}),
    redriveCount: record.redriveCount,
    ...(record.redriveAt === undefined ? {} : { redriveDate: new Date(record.redriveAt) }),
  };
}
