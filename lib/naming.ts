import { Aws } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/** `telar-<stage>-<thing>`: the physical name of what is unique within an account and region. */
export function physicalName(stage: StageConfig, thing: string): string {
  return `telar-${stage.name}-${thing}`;
}

/** The tag by which bills tell one stage of Telar from all else in the account. */
export const DEPLOYMENT_TAG = 'deployment';

export function deploymentOf(stage: StageConfig): string {
  return `telar-${stage.name}`;
}

/** `Telar/<stage>`: where the application's own metrics are, so that those of two stages in one account are never added up. */
export function metricsNamespace(stage: StageConfig): string {
  return `Telar/${stage.name}`;
}

/** `telar-<stage>-<thing>-<account>-<region>`: bucket names are shared by all of AWS. */
export function globalName(stage: StageConfig, thing: string): string {
  return `${physicalName(stage, thing)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}
