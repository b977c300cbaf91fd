import type { StateFields } from '../asl/state-fields.ts';
import { BRANCHES_PROGRESS, Branches } from '../engine/branches.ts';
import { chain } from '../engine/maybe-promise.ts';
import { mocked } from '../engine/rehearsal.ts';
import type { State, Workflow } from '../engine/state.ts';
import type { DataFlow } from './flow.ts';
import { JsonataFlow } from './jsonata-flow.ts';
import { JsonPathFlow } from './jsonpath-flow.ts';
import { Recovery } from './recovery.ts';

/** https://states-language.net/spec.html#parallel-state */
export function parseParallel(fields: StateFields): State {
  const next = fields.transition();
  fields.require('Branches');
  const branches = fields.items('Branches').flatMap((item) => {
    const workflow = fields.context.workflow(item);
    return workflow ? [workflow] : [];
  });
  if (fields.has('Branches') && branches.length === 0) fields.invalid('The list should be non-empty', 'Branches');
  const flow = fields.isJsonata ? new JsonataFlow(fields, 'Arguments') : new JsonPathFlow(fields, 'Parameters');
  const recovery = new Recovery(fields);
  return {
    name: fields.name,
    type: 'Parallel',
    retriable: true,
    run: runner(branches, flow, recovery, next),
    mockable: { onlyMocked: true, resultType: 'array', workflows: branches, readsItems: false },
  };
}

function runner(
  branches: readonly Workflow[],
  flow: DataFlow,
  recovery: Recovery,
  next: string | undefined,
): State['run'] {
  return (visit) => {
    const work = () =>
      chain(flow.prepare(visit), (prepared) => {
        if (visit.rehearsal?.mock) return flow.finish(visit, mocked(visit.rehearsal.mock), next);
        const input = visit.input.with(prepared.arguments);
        if (!visit.progress) visit.event('ParallelStateStarted');
        visit.progress = { kind: BRANCHES_PROGRESS };
        const running = new Branches(
          visit,
          {
            count: branches.length,
            concurrency: branches.length,
            workflow: (index) => workflowAt(branches, index),
            branch: () => ({ input }),
            failed: (_index, thread) => thread.reportAborted(),
          },
          visit.thread.lastEventId,
        );
        return chain(running.run(), ({ outputs, lastEventId }) => {
          visit.thread.lastEventId = lastEventId;
          visit.event('ParallelStateSucceeded');
          const exit = flow.finish(visit, outputs, next);
          return chain(exit, (done) => ({ ...done, exitedAfter: lastEventId }));
        });
      });
    return recovery.run(visit, work, ({ error }) => {
      if (visit.progress || error !== 'States.Runtime') visit.event('ParallelStateFailed');
    });
  };
}

function workflowAt(branches: readonly Workflow[], index: number): Workflow {
  const workflow = branches[index];
  if (!workflow) throw new Error(`There is no branch ${index}`);
  return workflow;
}
