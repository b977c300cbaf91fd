import type {
  DeleteAlarmsCommandInput,
  DisableAlarmActionsCommandInput,
  EnableAlarmActionsCommandInput,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
  SetAlarmStateCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type { Access } from '../../../door/operation.ts';
import { operation } from '../../../door/operation.ts';
import { compositeAlarm, metricAlarm } from '../alarms/alarm-input.ts';
import { alarmNotFound, missing, validation } from '../errors.ts';
import { ALARMS_DELETED_AT_ONCE } from '../limits.ts';
import type { CloudWatchParts } from '../parts.ts';

const access =
  (action: string, { alarmStore }: CloudWatchParts) =>
  (input: { AlarmName?: string | undefined; AlarmNames?: string[] | undefined }): Access[] =>
    (input.AlarmNames ?? [input.AlarmName ?? '']).map((name) => ({
      action: `cloudwatch:${action}`,
      resource: alarmStore.arnOf(name),
    }));

const tagsOf = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined) =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm = (parts: CloudWatchParts) =>
  operation<PutMetricAlarmCommandInput, void>({
    name: 'PutMetricAlarm',
    access: access('PutMetricAlarm', parts),
    run({ AlarmName, Tags, ...input }) {
      if (!AlarmName) throw missing('AlarmName');
      const before = parts.alarmStore.find(AlarmName);
      const alarm = metricAlarm(AlarmName, input, before, parts.clock.now());
      parts.alarms.put(before ? alarm : { ...alarm, tags: tagsOf(Tags) });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const putCompositeAlarm = (parts: CloudWatchParts) =>
  operation<PutCompositeAlarmCommandInput, void>({
    name: 'PutCompositeAlarm',
    access: access('PutCompositeAlarm', parts),
    run({ AlarmName, Tags, ...input }) {
      if (!AlarmName) throw missing('AlarmName');
      if (input.ActionsSuppressor) throw validation('The emulator does not support ActionsSuppressor of an alarm.');
      const before = parts.alarmStore.find(AlarmName);
      const alarm = compositeAlarm(AlarmName, input, before, parts.clock.now());
      parts.alarms.put(before ? alarm : { ...alarm, tags: tagsOf(Tags) });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export const deleteAlarms = (parts: CloudWatchParts) =>
  operation<DeleteAlarmsCommandInput, void>({
    name: 'DeleteAlarms',
    access: access('DeleteAlarms', parts),
    run({ AlarmNames }) {
      if (!AlarmNames) throw missing('AlarmNames');
      if (AlarmNames.length > ALARMS_DELETED_AT_ONCE) {
        throw validation(`The collection AlarmNames must not have a size greater than ${ALARMS_DELETED_AT_ONCE}.`);
      }
      parts.alarms.deleteAll(AlarmNames);
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export const setAlarmState = (parts: CloudWatchParts) =>
  operation<SetAlarmStateCommandInput, void>({
    name: 'SetAlarmState',
    access: access('SetAlarmState', parts),
    run({ AlarmName, StateValue, StateReason, StateReasonData }) {
      if (!AlarmName) throw missing('AlarmName');
      if (!StateValue) throw missing('StateValue');
      if (!StateReason) throw missing('StateReason');
      parts.alarms.setState(AlarmName, { state: StateValue, reason: StateReason, reasonData: StateReasonData });
    },
  });

function setActionsEnabled(
  { alarmStore }: CloudWatchParts,
  names: readonly string[] | undefined,
  actionsEnabled: boolean,
): void {
  if (!names) throw missing('AlarmNames');
  for (const name of names) {
    const alarm = alarmStore.find(name);
    if (!alarm) throw alarmNotFound(name);
    alarmStore.put({ ...alarm, actionsEnabled });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions = (parts: CloudWatchParts) =>
  operation<EnableAlarmActionsCommandInput, void>({
    name: 'EnableAlarmActions',
    access: access('EnableAlarmActions', parts),
    run: ({ AlarmNames }) => setActionsEnabled(parts, AlarmNames, true),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions = (parts: CloudWatchParts) =>
  operation<DisableAlarmActionsCommandInput, void>({
    name: 'DisableAlarmActions',
    access: access('DisableAlarmActions', parts),
    run: ({ AlarmNames }) => setActionsEnabled(parts, AlarmNames, false),
  });
