import { TemplateError } from './errors.ts';
import { at, resolve } from './resolve.ts';
import { StackScope, type StackScopeOptions } from './stack-scope.ts';
import type { TemplateResource } from './template.ts';
import { Unknown } from './unknown.ts';

/** What a stack's template needs, with its conditions decided. */
export interface Dependencies {
  /** For each resource that is to exist, in the template's order, those that it needs. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the exports of other stacks that are used. */
  readonly imports: ReadonlySet<string>;
}

/**
 * Finds what each resource needs: what it names in DependsOn, and what the functions of its properties and of its update policy refer to
 * when they are evaluated.
 *
 * @throws TemplateError for a reference to what is not there
 */
export function dependencies(options: Omit<StackScopeOptions, 'resources'>): Dependencies {
  const imports = new Set<string>();
  const seen = new Set<string>();
  const placeholder = (logicalId: string, attribute?: string) => {
    seen.add(logicalId);
    return new Unknown(attribute === undefined ? logicalId : `${logicalId}.${attribute}`);
  };
  const scope = new StackScope({
    ...options,
    resources: { ref: placeholder, attribute: placeholder },
    stacks: {
      ...options.stacks,
      exported(name) {
        imports.add(name);
        return options.stacks.exported(name);
      },
      output: (stackName, outputName) => options.stacks.output(stackName, outputName),
    },
  });
  const resources = new Map<string, ReadonlySet<string>>();
  for (const [logicalId, resource] of Object.entries(options.template.Resources)) {
    if (!scope.includes(resource)) continue;
    seen.clear();
    const { Properties = {}, UpdatePolicy = {} } = resource;
    const inPart = (part: string, value: unknown) =>
      at('Resources', () => at(logicalId, () => at(part, () => resolve(value, scope))));
    inPart('Properties', Properties);
    // An alias waits for the CodeDeploy group that is to move it.
    inPart('UpdatePolicy', UpdatePolicy);
    for (const other of explicit(resource, scope, options)) seen.add(other);
    resources.set(logicalId, new Set(seen));
  }
  resolve(includedOutputs(options, scope), scope);
  return { resources, imports };
}

/** DependsOn may name a resource that a condition leaves out: that means nothing then. */
function explicit(
  { DependsOn = [] }: TemplateResource,
  scope: StackScope,
  { template }: { template: StackScopeOptions['template'] },
) {
  return DependsOn.filter((logicalId) => {
    const other = Object.hasOwn(template.Resources, logicalId) ? template.Resources[logicalId] : undefined;
    if (!other)
      throw new TemplateError(
        `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
      );
    return scope.includes(other);
  });
}

function includedOutputs({ template }: { template: StackScopeOptions['template'] }, scope: StackScope) {
  return Object.values(template.Outputs)
    .filter((output) => scope.includes(output))
    .map(({ Value, Export }) => [Value, Export?.Name]);
}
