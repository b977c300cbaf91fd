import type {
  GetTemplateCommandInput,
  GetTemplateCommandOutput,
  GetTemplateSummaryCommandInput,
  GetTemplateSummaryCommandOutput,
  ValidateTemplateCommandInput,
  ValidateTemplateCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { parseTemplate, type Template, type TemplateParameter } from '../../../template/language/template.ts';
import { NO_ASSETS } from '../../../template/stacks/stack-operations.ts';
import { onAny, onStack } from '../access.ts';
import { requiredCapabilities } from '../capabilities.ts';
import type { ChangeSets } from '../change-sets.ts';
import { noChangeSet, unsupportedMember, validationError } from '../errors.ts';
import { requestedTemplate } from '../template-request.ts';
import { type Deps, findStack } from './deps.ts';

/** The template as it was submitted; `Processed` answers it as JSON. */
export const getTemplate = ({
  account,
  stacks,
  changeSets,
}: Pick<Deps, 'account' | 'stacks'> & { changeSets: ChangeSets }) =>
  operation<GetTemplateCommandInput, Omit<GetTemplateCommandOutput, '$metadata'>>({
    name: 'GetTemplate',
    access: ({ StackName }) => onStack(account, 'GetTemplate', StackName),
    run({ StackName, ChangeSetName, TemplateStage = 'Original' }) {
      const stack = ChangeSetName && !StackName ? undefined : findStack(stacks, StackName);
      const changeSet = ChangeSetName ? changeSets.find(ChangeSetName, stack?.id) : undefined;
      if (ChangeSetName && !changeSet) throw noChangeSet(ChangeSetName);
      const templateBody = changeSet?.input.templateBody ?? stack?.templateBody;
      const originalBody = changeSet ? changeSet.input.originalBody : stack?.details.originalBody;
      return {
        TemplateBody: TemplateStage === 'Original' ? (originalBody ?? templateBody) : templateBody,
        StagesAvailable: ['Original', 'Processed'],
      };
    },
  });

/** Checks a template's form, and answers what it declares. */
export const validateTemplate = (deps: Deps) =>
  operation<ValidateTemplateCommandInput, Omit<ValidateTemplateCommandOutput, '$metadata'>>({
    name: 'ValidateTemplate',
    access: () => onAny('ValidateTemplate'),
    async run(request) {
      const { templateBody } = await requestedTemplate(request, deps);
      const template = parseTemplate(templateBody);
      await refuseBrokenReferences(templateBody, template, deps);
      return {
        Parameters: Object.entries(template.Parameters).map(([key, parameter]) => declared(key, parameter)),
        ...described(template),
      };
    },
  });

/** AWS does not look at types and properties here; references and functions it does check. */
async function refuseBrokenReferences(templateBody: string, template: Template, { operations }: Deps): Promise<void> {
  const parameters = Object.fromEntries(
    Object.entries(template.Parameters).flatMap(([key, { Default, AllowedValues, Type }]) =>
      Default === undefined ? [[key, AllowedValues?.[0] ?? (Type === 'Number' ? '0' : '')]] : [],
    ),
  );
  const { problems } = await operations.check({
    ...{ name: 'template', origin: 'api' as const, templateBody, parameters },
    tags: {},
    assets: NO_ASSETS,
  });
  const broken = problems.find(
    ({ message, unsupported }) => !unsupported && /^Template (?:format )?error|^Circular/.test(message),
  );
  if (broken) throw validationError(broken.message);
}

export const getTemplateSummary = (deps: Deps) =>
  operation<GetTemplateSummaryCommandInput, Omit<GetTemplateSummaryCommandOutput, '$metadata'>>({
    name: 'GetTemplateSummary',
    access: ({ StackName }) => onStack(deps.account, 'GetTemplateSummary', StackName),
    async run(request) {
      if (request.StackSetName) throw unsupportedMember('StackSetName');
      const { templateBody } = request.StackName
        ? findStack(deps.stacks, request.StackName)
        : await requestedTemplate(request, deps);
      const template = parseTemplate(templateBody);
      return {
        Parameters: Object.entries(template.Parameters).map(([key, parameter]) => ({
          ...declared(key, parameter),
          ParameterType: parameter.Type,
          ParameterConstraints: { AllowedValues: parameter.AllowedValues ?? [] },
        })),
        ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
        Version: template.AWSTemplateFormatVersion,
        Metadata: template.Metadata && JSON.stringify(template.Metadata),
        ...described(template),
      };
    },
  });

const declared = (key: string, { Default, NoEcho = false, Description }: TemplateParameter) => ({
  ParameterKey: key,
  ...(Default === undefined ? {} : { DefaultValue: Array.isArray(Default) ? Default.join(',') : String(Default) }),
  NoEcho,
  ...(Description === undefined ? {} : { Description }),
});

function described(template: Template) {
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    Description: template.Description,
    ...(capabilities.length > 0 ? { Capabilities: capabilities, CapabilitiesReason: reason } : {}),
    DeclaredTransforms: (template.Transform ?? []).map(String),
  };
}
