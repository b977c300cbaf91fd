import type { AddPermissionCommandInput, RemovePermissionCommandInput } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { PERMISSION_ACTIONS, PERMISSION_LABEL_LENGTH } from '../limits.ts';
import type { Queue } from '../queues.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
const ACTIONS = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
];
const LABEL = new RegExp(`^[\\w-]{1,${PERMISSION_LABEL_LENGTH}}$`);

interface Labelled {
  readonly Sid?: string;
}

/** Statements of a queue's policy by label, the older way to let other accounts use a queue. */
export function permissionOperations({ queues }: SqsDeps): AnyOperation[] {
  const access = queueAccess(queues);
  const save = (queue: Queue, Statement: readonly object[]) => {
    const policy = Statement.length > 0 ? JSON.stringify({ ...documentOf(queue), Statement }) : '';
    queues.setAttributes(queue.name, { Policy: policy });
    return {};
  };
  return [
    operation<AddPermissionCommandInput, object>({
      name: 'AddPermission',
      access: ({ QueueUrl }) => access('AddPermission', QueueUrl),
      run({ QueueUrl, Label, AWSAccountIds = [], Actions = [] }) {
        const queue = queues.byUrl(QueueUrl);
        checkPermission(Label, AWSAccountIds, Actions);
        const statements = statementsOf(queue);
        if (statements.some(({ Sid }) => Sid === Label)) {
          throw invalidParameter(`Value ${Label} for parameter Label is invalid. Reason: Already exists.`);
        }
        const [, partition = ''] = queue.arn.split(':');
        const added = {
          Sid: Label,
          Effect: 'Allow',
          Principal: { AWS: AWSAccountIds.map((id) => `arn:${partition}:iam::${id}:root`) },
          Action: Actions.map((action) => `SQS:${action}`),
          Resource: queue.arn,
        };
        return save(queue, [...statements, added]);
      },
    }),
    operation<RemovePermissionCommandInput, object>({
      name: 'RemovePermission',
      access: ({ QueueUrl }) => access('RemovePermission', QueueUrl),
      run({ QueueUrl, Label }) {
        const queue = queues.byUrl(QueueUrl);
        const statements = statementsOf(queue);
        const kept = statements.filter(({ Sid }) => Sid !== Label);
        if (kept.length === statements.length) {
          throw invalidParameter(`Value ${Label} for parameter Label is invalid. Reason: can't find label.`);
        }
        return save(queue, kept);
      },
    }),
  ];
}

function checkPermission(label: string | undefined, accounts: readonly string[], actions: readonly string[]): void {
  if (!label) throw missingParameter('Label');
  if (!LABEL.test(label)) {
    throw invalidParameter(
      `Value ${label} for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to ${PERMISSION_LABEL_LENGTH} in length.`,
    );
  }
  if (accounts.length === 0) throw missingParameter('AWSAccountIds');
  if (actions.length === 0) throw missingParameter('Actions');
  if (actions.length > PERMISSION_ACTIONS) {
    throw new AwsError('OverLimit', `${actions.length} Actions were found, maximum allowed is ${PERMISSION_ACTIONS}.`);
  }
  const unknown = actions.find((action) => !ACTIONS.includes(action));
  if (unknown) {
    throw invalidParameter(
      `Value SQS:${unknown} for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.`,
    );
  }
}

function documentOf({ arn, settings }: Queue): object {
  const { policy } = settings;
  return typeof policy === 'object' && policy !== null
    ? policy
    : { Version: '2012-10-17', Id: `${arn}/SQSDefaultPolicy` };
}

function statementsOf(queue: Queue): readonly Labelled[] {
  const document = documentOf(queue);
  const statements = 'Statement' in document ? document.Statement : [];
  return Array.isArray(statements) ? statements : [statements as Labelled];
}
