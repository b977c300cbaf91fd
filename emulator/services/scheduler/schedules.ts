import { type Account, arn } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import { conflict, notFound, validation } from './errors.ts';
import type { Schedule, ScheduleGroup, Tags } from './model.ts';

export const DEFAULT_GROUP = 'default';

const MIGRATIONS = [
  `CREATE TABLE scheduler_groups (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE scheduler_schedules (arn TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT`,
] as const;

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

/** Schedules in their groups. The default group is always there. */
export class Schedules {
  readonly #deps: Deps;
  readonly #groups = new Map<string, ScheduleGroup>();
  readonly #schedules = new Map<string, Schedule>();
  readonly #listeners: ((schedule: Schedule | undefined, arn: string) => void)[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
    const { store } = deps;
    store.migrate('scheduler', MIGRATIONS);
    // The tables hold what was written below, so these are groups and schedules again.
    const read = <T>(table: string) =>
      store
        .all<{ arn: string; body: string }>(`SELECT * FROM ${table}`)
        .map(({ arn: key, body }) => [key, JSON.parse(body) as T] as const);
    for (const [key, group] of read<ScheduleGroup>('scheduler_groups')) this.#groups.set(key, group);
    for (const [key, schedule] of read<Schedule>('scheduler_schedules')) this.#schedules.set(key, schedule);
    if (!this.findGroup(DEFAULT_GROUP)) this.createGroup(DEFAULT_GROUP, {});
  }

  /** Calls back with each schedule that is put, and with undefined for one that is deleted. */
  onChange(listener: (schedule: Schedule | undefined, arn: string) => void): void {
    this.#listeners.push(listener);
  }

  arnOf(group: string, name: string): string {
    return arn(this.#deps.account, 'scheduler', `schedule/${group}/${name}`);
  }

  groupArn(name: string): string {
    return arn(this.#deps.account, 'scheduler', `schedule-group/${name}`);
  }

  find(group: string, name: string): Schedule | undefined {
    return this.#schedules.get(this.arnOf(group, name));
  }

  byArn(key: string): Schedule | undefined {
    return this.#schedules.get(key);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(group: string, name: string): Schedule {
    const schedule = this.find(group, name);
    if (!schedule) throw notFound(`Schedule ${name} does not exist.`);
    return schedule;
  }

  list(): Schedule[] {
    return [...this.#schedules.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** @throws AwsError ConflictException, ResourceNotFoundException for the group */
  create(schedule: Schedule): Schedule {
    this.getGroup(schedule.group);
    if (this.find(schedule.group, schedule.name)) throw conflict(`Schedule ${schedule.name} already exists.`);
    return this.put(schedule);
  }

  put(schedule: Schedule): Schedule {
    this.#write('scheduler_schedules', schedule);
    this.#schedules.set(schedule.arn, schedule);
    for (const listener of this.#listeners) listener(schedule, schedule.arn);
    return schedule;
  }

  delete({ arn: key }: Schedule): void {
    this.#deps.store.run('DELETE FROM scheduler_schedules WHERE arn = ?', key);
    this.#schedules.delete(key);
    for (const listener of this.#listeners) listener(undefined, key);
  }

  findGroup(name: string): ScheduleGroup | undefined {
    return this.#groups.get(this.groupArn(name));
  }

  /** @throws AwsError ResourceNotFoundException */
  getGroup(name: string): ScheduleGroup {
    const group = this.findGroup(name);
    if (!group) throw notFound(`Schedule Group ${name} does not exist.`);
    return group;
  }

  groups(): ScheduleGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsError ConflictException */
  createGroup(name: string, tags: Tags): ScheduleGroup {
    if (this.findGroup(name)) throw conflict(`Schedule Group ${name} already exists.`);
    const now = this.#deps.clock.now();
    return this.#putGroup({ arn: this.groupArn(name), name, tags, createdAt: now, modifiedAt: now });
  }

  tagGroup(group: ScheduleGroup, tags: Tags): ScheduleGroup {
    return this.#putGroup({ ...group, tags, modifiedAt: this.#deps.clock.now() });
  }

  /** Removes a group with its schedules. */
  deleteGroup(group: ScheduleGroup): void {
    if (group.name === DEFAULT_GROUP) throw validation('The default schedule group cannot be deleted.');
    for (const schedule of this.list()) if (schedule.group === group.name) this.delete(schedule);
    this.#deps.store.run('DELETE FROM scheduler_groups WHERE arn = ?', group.arn);
    this.#groups.delete(group.arn);
  }

  #putGroup(group: ScheduleGroup): ScheduleGroup {
    this.#write('scheduler_groups', group);
    this.#groups.set(group.arn, group);
    return group;
  }

  #write(table: 'scheduler_groups' | 'scheduler_schedules', item: { readonly arn: string }): void {
    this.#deps.store.run(`INSERT OR REPLACE INTO ${table} (arn, body) VALUES (?, ?)`, item.arn, JSON.stringify(item));
  }
}
