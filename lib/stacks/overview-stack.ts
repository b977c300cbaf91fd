import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface OverviewStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly api: Api;
}

/** The routes that look across the domains: they come after all of them, so that no domain needs to know of these. */
export class OverviewStack extends TelarStack {}
