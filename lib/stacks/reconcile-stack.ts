import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { Reconcile } from '../constructs/counters/reconcile.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ReconcileStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly counters: ITable;
  readonly ledgers: readonly RowLedger[];
}

/** Every night the counters are compared with a recount of the rows, and put right where they are wrong, by way of reconcile. */
export class ReconcileStack extends TelarStack {
  constructor(scope: Construct, id: string, props: ReconcileStackProps) {
    super(scope, id, props);
    new Reconcile(this, 'Reconcile', props);
  }
}
