import type {
  CancelReplayCommandInput,
  CancelReplayCommandOutput,
  DescribeReplayCommandInput,
  DescribeReplayCommandOutput,
  ListReplaysCommandInput,
  ListReplaysCommandOutput,
  Replay as ReplayShape,
  StartReplayCommandInput,
  StartReplayCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { replayArn } from '../arns.ts';
import { alreadyExists, illegalStatus, notFound, validation } from '../errors.ts';
import { RULE_NAME_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import type { Replayer } from '../replay/replayer.ts';
import type { Archives } from '../state/archives.ts';
import type { Replay } from '../state/model.ts';
import type { Replays } from '../state/replays.ts';
import { required, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';

interface Deps {
  readonly replays: Replays;
  readonly archives: Archives;
  readonly replayer: Replayer;
  readonly store: Store;
  readonly account: Account;
  readonly clock: Clock;
  readonly access: EventsAccess;
}

const NAME = { longest: RULE_NAME_CHARACTERS, pattern: /^[.\-_A-Za-z0-9]+$/ };

/** StartReplay, CancelReplay, DescribeReplay, ListReplays. */
export function replayOperations(deps: Deps): AnyOperation[] {
  const { replays, replayer, account, access, store } = deps;
  const named = (name: string | undefined) => replays.get(requiredText(name, 'replayName', NAME));
  const allowed = (action: string, name = '*') => access.arn(action, replayArn(account, name));
  return [
    operation<StartReplayCommandInput, Omit<StartReplayCommandOutput, '$metadata'>>({
      name: 'StartReplay',
      access: ({ ReplayName }) => allowed('StartReplay', ReplayName),
      run: (input) =>
        store.transaction(() => {
          const replay = replays.put(replayOf(deps, input));
          replayer.begin(replay);
          return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: new Date(replay.startedAt) };
        }),
    }),
    operation<CancelReplayCommandInput, Omit<CancelReplayCommandOutput, '$metadata'>>({
      name: 'CancelReplay',
      access: ({ ReplayName }) => allowed('CancelReplay', ReplayName),
      run({ ReplayName }) {
        const replay = named(ReplayName);
        if (replay.endedAt !== undefined || replay.state === 'CANCELLING') {
          throw illegalStatus(`Replay ${replay.name} is not in a valid state for this operation.`);
        }
        const { arn, state } = replays.put({ ...replay, state: 'CANCELLING' });
        return { ReplayArn: arn, State: state };
      },
    }),
    operation<DescribeReplayCommandInput, Omit<DescribeReplayCommandOutput, '$metadata'>>({
      name: 'DescribeReplay',
      access: ({ ReplayName }) => allowed('DescribeReplay', ReplayName),
      run: ({ ReplayName }) => describe(named(ReplayName)),
    }),
    operation<ListReplaysCommandInput, Omit<ListReplaysCommandOutput, '$metadata'>>({
      name: 'ListReplays',
      access: () => access.all('ListReplays'),
      run(input) {
        const { items, token } = page(matching(replays, input), input, ({ name }) => name);
        return { Replays: items.map(shape), ...token };
      },
    }),
  ];
}

function replayOf({ replays, archives, account, clock }: Deps, input: StartReplayCommandInput): Replay {
  const name = requiredText(input.ReplayName, 'replayName', NAME);
  const source = required(input.EventSourceArn, 'eventSourceArn');
  const destination = required(input.Destination, 'destination');
  const eventStart = required(input.EventStartTime, 'eventStartTime').getTime();
  const eventEnd = required(input.EventEndTime, 'eventEndTime').getTime();
  if (replays.find(name)) throw alreadyExists(`Replay ${name} already exists.`);
  const archive = archives.byArn(source);
  if (!archive) {
    throw notFound(
      `Parameter EventSourceArn is not valid. Reason: Archive ${source.replace(/^.*archive\//, '')} does not exist.`,
    );
  }
  if (destination.Arn !== archive.busArn) {
    throw validation('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
  }
  if (eventEnd <= eventStart) {
    throw validation('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
  }
  return {
    arn: replayArn(account, name),
    name,
    archiveArn: source,
    busArn: archive.busArn,
    eventStart,
    eventEnd,
    state: 'STARTING',
    startedAt: clock.now(),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(destination.FilterArns?.length ? { ruleArns: destination.FilterArns } : {}),
  };
}

function matching(replays: Replays, { NamePrefix, State, EventSourceArn }: ListReplaysCommandInput): Replay[] {
  return replays
    .list()
    .filter(
      ({ name, state, archiveArn }) =>
        name.startsWith(NamePrefix ?? '') &&
        state === (State ?? state) &&
        archiveArn === (EventSourceArn ?? archiveArn),
    );
}

const shape = (replay: Replay): ReplayShape => ({
  ReplayName: replay.name,
  EventSourceArn: replay.archiveArn,
  State: replay.state,
  EventStartTime: new Date(replay.eventStart),
  EventEndTime: new Date(replay.eventEnd),
  ReplayStartTime: new Date(replay.startedAt),
  ...(replay.stateReason === undefined ? {} : { StateReason: replay.stateReason }),
  ...(replay.lastReplayed === undefined ? {} : { EventLastReplayedTime: new Date(replay.lastReplayed) }),
  ...(replay.endedAt === undefined ? {} : { ReplayEndTime: new Date(replay.endedAt) }),
});

const describe = (replay: Replay) => ({
  ...shape(replay),
  ReplayArn: replay.arn,
  Destination: { Arn: replay.busArn, ...(replay.ruleArns ? { FilterArns: [...replay.ruleArns] } : {}) },
  ...(replay.description === undefined ? {} : { Description: replay.description }),
});
