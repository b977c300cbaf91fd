import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Checkpoints } from '../event-sources/stream/checkpoints.ts';
import type { StreamSignals } from '../event-sources/stream/stream-source.ts';
import { createPipe } from './operations/create-pipe.ts';
import { pipeStateOperations } from './operations/pipe-states.ts';
import { readPipeOperations } from './operations/read-pipes.ts';
import { tagOperations } from './operations/tags.ts';
import { updatePipe } from './operations/update-pipe.ts';
import type { PipesParts } from './parts.ts';
import { Pipes } from './pipes.ts';
import { pipeResource } from './resources/pipe.ts';
import { Runner } from './runner.ts';
import { SourceKinds } from './sources/kinds.ts';
import { TargetKinds } from './targets/kinds.ts';

export interface PipesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  /** What tells that streams of tables go on. */
  readonly streams: StreamSignals;
}

const GAPS = [
  'Sources: SQS queues and DynamoDB streams. Enrichments: Lambda functions and Express state machines. Targets: Lambda, Step Functions, SQS, SNS, event buses and CloudWatch Logs. Others are refused by name.',
  'Logs go to CloudWatch Logs, not to S3 or Firehose.',
];

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/Welcome.html */
export function createPipes(deps: PipesDeps): ServiceDefinition {
  const pipes = new Pipes(deps);
  const sources = new SourceKinds({ streams: deps.streams, checkpoints: new Checkpoints(deps.store) });
  const targets = new TargetKinds(deps);
  const runner = new Runner({ ...deps, pipes, sources, targets });
  const parts: PipesParts = { ...deps, pipes, sources, targets, runner };
  return {
    name: 'pipes',
    signingName: 'pipes',
    sdk: '@aws-sdk/client-pipes',
    protocol: 'rest-json',
    operations: [
      createPipe(parts),
      updatePipe(parts),
      ...readPipeOperations(parts),
      ...pipeStateOperations(parts),
      ...tagOperations(parts),
    ],
    resources: [pipeResource(parts)],
    gaps: GAPS,
    start: () => runner.start(),
    stop: () => runner.stop(),
  };
}
