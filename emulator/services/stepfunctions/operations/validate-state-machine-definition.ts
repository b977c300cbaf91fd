import type {
  ValidateStateMachineDefinitionCommandInput,
  ValidateStateMachineDefinitionCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import type { OperationDeps } from './deps.ts';
import { required } from './names.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
const DEFAULT_DIAGNOSTICS = 100;

/** Answers what CreateStateMachine would refuse a definition for, and warnings. */
export const validateStateMachineDefinition = ({ machines }: Pick<OperationDeps, 'machines'>) =>
  operation<ValidateStateMachineDefinitionCommandInput, Omit<ValidateStateMachineDefinitionCommandOutput, '$metadata'>>(
    {
      name: 'ValidateStateMachineDefinition',
      access: () => [{ action: 'states:ValidateStateMachineDefinition', resource: '*' }],
      run({ definition, type = 'STANDARD', severity = 'ERROR', maxResults }) {
        const { diagnostics } = machines.parse(required(definition, 'definition'), type);
        const wanted = diagnostics.filter((found) => severity === 'WARNING' || found.severity === 'ERROR');
        const limit = maxResults || DEFAULT_DIAGNOSTICS;
        return {
          result: diagnostics.some((found) => found.severity === 'ERROR') ? 'FAIL' : 'OK',
          diagnostics: wanted.slice(0, limit),
          truncated: wanted.length > limit,
        };
      },
    },
  );
