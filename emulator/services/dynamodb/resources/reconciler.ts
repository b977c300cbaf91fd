import type { UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Deployed, ResourceContext } from '../../../template/resource-type.ts';
import { changeRecovery } from '../operations/continuous-backups.ts';
import { makeTable } from '../operations/create-table.ts';
import { removeTable } from '../operations/delete-table.ts';
import type { Parts } from '../operations/parts.ts';
import { changeTimeToLive } from '../operations/time-to-live.ts';
import { changeTable } from '../operations/update-table.ts';
import { parsePolicy } from '../tables/policy.ts';
import type { Table } from '../tables/table.ts';
import type { DesiredTable } from './desired-table.ts';
import { tableChanges } from './table-changes.ts';

/** Brings tables to what a template wants. */
export class TableReconciler {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A table that this very resource made before (its deployment was cut off) is taken over. */
  create(name: string, desired: DesiredTable, context: ResourceContext): Deployed {
    const own = ownTags(context);
    const known = this.#parts.tables.find(name);
    if (known && Object.entries(own).every(([key, value]) => known.definition.tags[key] === value)) {
      return this.update(name, desired, context);
    }
    const table = makeTable(this.#parts, { ...desired.input, TableName: name });
    return deployed(this.#settle(table, desired, own));
  }

  update(name: string, desired: DesiredTable, context: ResourceContext): Deployed {
    const { tables } = this.#parts;
    for (const change of tableChanges(tables.requireForTableOperation(name), desired, this.#parts.account)) {
      changeTable(this.#parts, { ...change, TableName: name } satisfies UpdateTableCommandInput);
    }
    return deployed(this.#settle(tables.requireForTableOperation(name), desired, ownTags(context)));
  }

  delete(name: string): void {
    const table = this.#parts.tables.find(name);
    if (table) removeTable(this.#parts, table);
  }

  /** What CreateTable and UpdateTable leave to other operations. */
  #settle(table: Table, desired: DesiredTable, own: Readonly<Record<string, string>>): Table {
    const { tables, ids } = this.#parts;
    let settled = table;
    if (settled.definition.timeToLiveAttribute !== desired.timeToLiveAttribute) {
      settled = changeTimeToLive(this.#parts, settled, desired.timeToLiveAttribute);
    }
    if (settled.definition.pointInTimeRecovery?.days !== desired.recoveryDays) {
      settled = changeRecovery(this.#parts, settled, desired.recoveryDays);
    }
    const { policy: before, ...rest } = settled.definition;
    const unchanged = before?.document === desired.policy;
    const policy = unchanged || desired.policy === undefined ? undefined : parsePolicy(desired.policy, ids.uuid());
    const kept = unchanged ? before : policy;
    return tables.save({ ...rest, ...(kept ? { policy: kept } : {}), tags: { ...desired.tags, ...own } });
  }
}

/** The tags by which CloudFormation marks what it made. */
const ownTags = ({ stackId, stackName, logicalId }: ResourceContext) => ({
  'aws:cloudformation:stack-id': stackId,
  'aws:cloudformation:stack-name': stackName,
  'aws:cloudformation:logical-id': logicalId,
});

const deployed = ({ name, arn, definition, streamArn }: Table): Deployed => ({
  physicalId: name,
  attributes: {
    Arn: arn,
    TableId: definition.id,
    ...(definition.stream?.enabled && streamArn ? { StreamArn: streamArn } : {}),
  },
});
