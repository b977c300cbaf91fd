import type { StopExecutionCommandInput, StopExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import type { OperationDeps } from './deps.ts';
import { findExecution } from './describe-execution.ts';

type Deps = Pick<OperationDeps, 'engine' | 'executions' | 'clock'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
export const stopExecution = (deps: Deps) =>
  operation<StopExecutionCommandInput, Omit<StopExecutionCommandOutput, '$metadata'>>({
    name: 'StopExecution',
    access: ({ executionArn }) => [{ action: 'states:StopExecution', resource: executionArn ?? '*' }],
    async run({ executionArn, error, cause }) {
      const record = findExecution(deps, executionArn);
      deps.engine.live(record.arn)?.abort(error, cause);
      await deps.engine.scheduler.written();
      // An execution that has ended already is left as it is, and its end is the answer.
      return { stopDate: new Date(record.stopAt ?? deps.clock.now()) };
    },
  });
