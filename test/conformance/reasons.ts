import type { CaseResult } from './runner.ts';

interface Reason {
  /** Part of the ids of the cases that it explains. */
  readonly cases: RegExp;
  readonly why: string;
}

const WORKER = 'An activity worker or a person has to act while the case runs; the runner has none.';
const NO_MACHINE = 'It starts a state machine that the runner does not make.';
const PYTHON_ANSWER =
  "The answer of the recording's Python function (`requestId`, `stackTrace`, spaces, `0.0`, bytes) is not what a Node.js function answers.";
const RUNNER_BYTES = 'The runner cannot make what the case needs: it hands boto3 JSON in place of bytes or text.';

/** Why recorded cases do not pass, as somebody found who looked at each. */
const REASONS: readonly Reason[] = [
  { cases: /^activities\//, why: WORKER },
  { cases: /test_stop_execution|test_multiple_heartbeat|SQS_PARALLEL_WAIT_FOR_TASK_TOKEN/, why: WORKER },
  { cases: /test_(sfn_)?start_execution_(sync|input|implicit)|test_sfn_start_execution/, why: NO_MACHINE },
  { cases: /cross_account/, why: 'It needs roles of a second account; the emulator has one.' },
  {
    cases: /secret_name/,
    why: 'The emulator has no Secrets Manager: the machine is refused by name when it is created.',
  },
  { cases: /s3_get_object\[(bytearray|empty_binary)|put_events_(base|mixed)/, why: RUNNER_BYTES },
  {
    cases:
      /no_such_function_catch|raise_exception_catch|test_express_sync.*test_catch|retry_extended_input|catch_error/,
    why: PYTHON_ANSWER,
  },
  {
    cases: /invoke_json_values\[0\.0]|test_base_lambda_task_state|test_parallel_state_lambda|dataflow_to_state/,
    why: PYTHON_ANSWER,
  },
  {
    cases: /test_query_runtime_memory/,
    why: 'The recording names the role `sfn_role_arn`, the runner `snf_role_arn`.',
  },
  {
    cases: /duplicate_definition_format/,
    why: 'Another case made a machine of that name when AWS was recorded; the runner runs each alone.',
  },
  {
    cases: /DYNAMODB_PUT_GET_ITEM/,
    why: 'AWS wrote the header `x-amzn-requestid` in small letters that one time.',
  },
  { cases: /BASE_REFERENCE_IN_WAIT/, why: 'The recording replaced a date that the definition has as a text.' },
  {
    cases: /sqs|sns|publish|fifo|message_attribute|test_heartbeat/,
    why: 'The recording shows the ARN of its role, the runner its own.',
  },
];

/** Why a case falls short; undefined when nobody has looked at it. */
export const reasonFor = ({ id }: Pick<CaseResult, 'id'>): string | undefined =>
  REASONS.find(({ cases }) => cases.test(id))?.why;
