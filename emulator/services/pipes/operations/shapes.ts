import type { RequestedPipeState } from '@aws-sdk/client-pipes';
import type { Pipe } from '../pipe.ts';

/** A deleted pipe was asked to be what it was before, in the answers that know no third state. */
const requested = ({ desiredState }: Pipe): RequestedPipeState => (desiredState === 'RUNNING' ? 'RUNNING' : 'STOPPED');

/** What most operations answer. */
export const pipeAnswer = (pipe: Pipe) => ({
  Arn: pipe.arn,
  Name: pipe.name,
  DesiredState: requested(pipe),
  CurrentState: pipe.currentState,
  CreationTime: new Date(pipe.createdAt),
  LastModifiedTime: new Date(pipe.modifiedAt),
});

export const pipeSummary = (pipe: Pipe) => ({
  ...pipeAnswer(pipe),
  Source: pipe.Source,
  Target: pipe.Target,
  ...(pipe.Enrichment ? { Enrichment: pipe.Enrichment } : {}),
  ...(pipe.stateReason ? { StateReason: pipe.stateReason } : {}),
});

export const pipeDescription = (pipe: Pipe) => ({
  ...pipeSummary(pipe),
  DesiredState: pipe.desiredState,
  RoleArn: pipe.RoleArn,
  Tags: { ...pipe.tags },
  SourceParameters: pipe.SourceParameters ?? {},
  TargetParameters: pipe.TargetParameters ?? {},
  ...(pipe.EnrichmentParameters ? { EnrichmentParameters: pipe.EnrichmentParameters } : {}),
  ...(pipe.Description ? { Description: pipe.Description } : {}),
  ...(pipe.LogConfiguration ? { LogConfiguration: pipe.LogConfiguration } : {}),
});
