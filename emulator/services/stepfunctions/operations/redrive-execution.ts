import type { RedriveExecutionCommandInput, RedriveExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { executionNotRedrivable } from '../api-errors.ts';
import { redriveState } from '../engine/redrive.ts';
import type { OperationDeps } from './deps.ts';
import { findExecution } from './describe-execution.ts';

const REDRIVEN_WITH_PARENT = 'Execution was started by a Map Run and is redriven with the execution of the Map Run';

type Deps = Pick<OperationDeps, 'engine' | 'executions' | 'clock' | 'machines'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export const redriveExecution = (deps: Deps) =>
  operation<RedriveExecutionCommandInput, Omit<RedriveExecutionCommandOutput, '$metadata'>>({
    name: 'RedriveExecution',
    access: ({ executionArn }) => [{ action: 'states:RedriveExecution', resource: executionArn ?? '*' }],
    async run({ executionArn }) {
      const record = findExecution(deps, executionArn);
      const now = deps.clock.now();
      const { status, reason } = redriveState(record, now);
      if (status !== 'REDRIVABLE') throw executionNotRedrivable(record.arn, reason ?? REDRIVEN_WITH_PARENT);
      deps.engine.redrive(record, deps.machines.store.revision(record.revision));
      await deps.engine.scheduler.written();
      return { redriveDate: new Date(now) };
    },
  });
