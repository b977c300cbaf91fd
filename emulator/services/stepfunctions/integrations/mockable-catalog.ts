import { loadModel } from '../../../door/wire/model.ts';
import { unknownField } from './input-validation.ts';
import { type Integration, type IntegrationCatalog, isUsable } from './integration.ts';
import { mockProblem } from './mock-validation.ts';
import { constraintsOf } from './model-constraints/model-constraints.ts';

/**
 * Services that the emulator does not have and whose model is at hand: a TestState with a mock needs no more. By the name
 * in `arn:aws:states:::aws-sdk:<name>:…`.
 */
export const MOCKABLE_SDKS: Readonly<Record<string, string>> = {
  kms: '@aws-sdk/client-kms',
  secretsmanager: '@aws-sdk/client-secrets-manager',
};

const SDK_RESOURCE =
  /^arn:[\w-]+:states:[^:]*:[^:]*:aws-sdk:(?<name>\w+):(?<action>\w+?)(?<callback>\.waitForTaskToken)?$/;

/** The integrations of the emulator, and those that can be mocked although the emulator does not have their service. */
export function mockableCatalog(catalog: IntegrationCatalog): IntegrationCatalog {
  return {
    resolve(resource) {
      const found = catalog.resolve(resource);
      return isUsable(found) ? found : (mockedOnly(resource) ?? found);
    },
  };
}

function mockedOnly(resource: string): Integration | undefined {
  const { name = '', action = '', callback } = SDK_RESOURCE.exec(resource)?.groups ?? {};
  const sdk = MOCKABLE_SDKS[name];
  const operation = sdk && loadModel(sdk).operations.get(`${action.charAt(0).toUpperCase()}${action.slice(1)}`);
  if (!sdk || !operation) return undefined;
  return {
    events: 'Task',
    pattern: callback ? 'callback' : 'request',
    resourceType: `aws-sdk:${name}`,
    resource: `${action}${callback ?? ''}`,
    express: !callback,
    call: () => Promise.reject(new Error(`The emulator has no ${name}: ${resource} can only be mocked`)),
    unknownField: (template) => unknownField(operation.input, template),
    mockProblem: (result, mode) => mockProblem(operation.output, result, mode, constraintsOf(sdk)),
  };
}
