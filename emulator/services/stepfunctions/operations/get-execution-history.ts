import type {
  GetExecutionHistoryCommandInput,
  GetExecutionHistoryCommandOutput,
  HistoryEvent,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { toHistoryEvent } from '../engine/history.ts';
import type { OperationDeps } from './deps.ts';
import { findExecution } from './describe-execution.ts';
import { encode, numberAfter, pageOf } from './paging.ts';

type Deps = Pick<OperationDeps, 'engine' | 'executions'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export const getExecutionHistory = (deps: Deps) =>
  operation<GetExecutionHistoryCommandInput, Omit<GetExecutionHistoryCommandOutput, '$metadata'>>({
    name: 'GetExecutionHistory',
    access: ({ executionArn }) => [{ action: 'states:GetExecutionHistory', resource: executionArn ?? '*' }],
    run(input) {
      const { reverseOrder = false, includeExecutionData = true } = input;
      const record = findExecution(deps, input.executionArn);
      const page = pageOf(input);
      const last = deps.executions.lastEventId(record.id);
      const from = reverseOrder ? numberAfter(page, last + 1) - 1 : numberAfter(page, 0) + 1;
      const [low, high] = reverseOrder
        ? [Math.max(1, from - page.limit + 1), from]
        : [from, Math.min(last, from + page.limit - 1)];
      const events = eventsBetween(deps, record.id, low, high, includeExecutionData);
      if (reverseOrder) events.reverse();
      const more = reverseOrder ? low > 1 : high < last;
      return { events, ...(more ? { nextToken: encode(String(reverseOrder ? low : high)) } : {}) };
    },
  });

function eventsBetween(
  { executions }: Deps,
  execution: number,
  low: number,
  high: number,
  withData: boolean,
): HistoryEvent[] {
  return executions.events(execution, low, high).flatMap(({ first, events }) =>
    events.flatMap((event, index) => {
      const id = first + index;
      return id >= low && id <= high ? [toHistoryEvent(id, event, withData)] : [];
    }),
  );
}
