import type {
  ValidateStateMachineDefinitionCommandInput,
  ValidateStateMachineDefinitionCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { constraintViolated, notInEnum } from '../api-errors.ts';
import type { OperationDeps } from './deps.ts';
import { checkType, required } from './names.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
const MAX_DIAGNOSTICS = 100;
const SEVERITIES: readonly string[] = ['ERROR', 'WARNING'];

/** Answers what CreateStateMachine would refuse a definition for, and warnings. */
export const validateStateMachineDefinition = ({ machines }: Pick<OperationDeps, 'machines'>) =>
  operation<ValidateStateMachineDefinitionCommandInput, Omit<ValidateStateMachineDefinitionCommandOutput, '$metadata'>>(
    {
      name: 'ValidateStateMachineDefinition',
      access: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
      run({ definition, type = 'STANDARD', severity = 'ERROR', maxResults }) {
        checkType(type);
        if (!SEVERITIES.includes(severity)) throw notInEnum(severity, 'severity', SEVERITIES);
        if (maxResults !== undefined && maxResults > MAX_DIAGNOSTICS) {
          const constraint = `Member must have value less than or equal to ${MAX_DIAGNOSTICS}`;
          throw constraintViolated(maxResults, 'maxResults', constraint);
        }
        const { diagnostics } = machines.parse(required(definition, 'definition'), type);
        const wanted = diagnostics.filter((found) => severity === 'WARNING' || found.severity === 'ERROR');
        const limit = maxResults || MAX_DIAGNOSTICS;
        return {
          result: diagnostics.some((found) => found.severity === 'ERROR') ? 'FAIL' : 'OK',
          diagnostics: wanted.slice(0, limit),
          truncated: wanted.length > limit,
        };
      },
    },
  );
