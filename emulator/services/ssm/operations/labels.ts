import type {
  LabelParameterVersionCommandInput,
  LabelParameterVersionCommandOutput,
  UnlabelParameterVersionCommandInput,
  UnlabelParameterVersionCommandOutput,
} from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ParameterChanges } from '../changes.ts';
import { labelLimit } from '../errors.ts';
import { LABEL_CHARACTERS, LABELS_PER_VERSION } from '../limits.ts';
import { parseSelector } from '../parameter-name.ts';
import type { Parameters } from '../parameters.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

interface Deps {
  readonly parameters: Parameters;
  readonly account: Account;
  readonly changes: ParameterChanges;
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
const LABEL = /^(?!aws|ssm|\d)[\w.-]+$/i;

const versionOf = (parameters: Parameters, name: string, version: number | undefined) =>
  parameters.select(version === undefined ? name : `${name}:${version}`).parameter;

export const labelParameterVersion = ({ parameters, account, changes }: Deps) =>
  operation<LabelParameterVersionCommandInput, Omit<LabelParameterVersionCommandOutput, '$metadata'>>({
    name: 'LabelParameterVersion',
    access: ({ Name = '' }) => onParameters(account, 'LabelParameterVersion', [Name]),
    run({ Name, ParameterVersion, Labels }) {
      const { name } = parseSelector(required(Name, 'name'));
      const parameter = versionOf(parameters, name, ParameterVersion);
      const isValid = (label: string) => LABEL.test(label) && label.length <= LABEL_CHARACTERS;
      const given = [...new Set(required(Labels, 'labels'))];
      const labels = [...new Set([...parameter.labels, ...given.filter(isValid)])];
      if (labels.length > LABELS_PER_VERSION) throw labelLimit();
      parameters.setLabels(parameter, labels);
      changes.tell('LabelParameterVersion', parameter);
      return { InvalidLabels: given.filter((label) => !isValid(label)), ParameterVersion: parameter.version };
    },
  });

export const unlabelParameterVersion = ({ parameters, account }: Deps) =>
  operation<UnlabelParameterVersionCommandInput, Omit<UnlabelParameterVersionCommandOutput, '$metadata'>>({
    name: 'UnlabelParameterVersion',
    access: ({ Name = '' }) => onParameters(account, 'UnlabelParameterVersion', [Name]),
    run({ Name, ParameterVersion, Labels }) {
      const { name } = parseSelector(required(Name, 'name'));
      const parameter = versionOf(parameters, name, required(ParameterVersion, 'parameterVersion'));
      const given = required(Labels, 'labels');
      parameters.setLabels(
        parameter,
        parameter.labels.filter((label) => !given.includes(label)),
      );
      return {
        RemovedLabels: given.filter((label) => parameter.labels.includes(label)),
        InvalidLabels: given.filter((label) => !parameter.labels.includes(label)),
      };
    },
  });
