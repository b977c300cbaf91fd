import { type Account, arn } from '../runtime/account.ts';
import { dependencies } from './language/dependencies.ts';
import { unsupportedReferences } from './language/dynamic-references.ts';
import { formatPath, TemplateError } from './language/errors.ts';
import { dependencyOrder } from './language/graph.ts';
import { type GivenValue, parameterValues, type SsmValues } from './language/parameters.ts';
import { intrinsicCall, resolve } from './language/resolve.ts';
import { checkRules } from './language/rules.ts';
import { type StackLookup, StackScope } from './language/stack-scope.ts';
import { parseTemplate, type Template, type TemplateResource } from './language/template.ts';
import { isRecord, Unknown } from './language/unknown.ts';
import type { Problem } from './problem.ts';
import { checkProperties } from './properties.ts';
import type { ResourceTypes } from './resource-types.ts';

/** The template of a nested stack, by its URL; undefined when it is not at hand. */
export type TemplateSource = (url: string) => string | undefined;

export interface CheckInput {
  readonly account: Account;
  readonly types: ResourceTypes;
  readonly stackName: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, GivenValue>>;
  readonly ssm: SsmValues;
  readonly stacks: StackLookup;
  readonly allowUnsupported: boolean;
  readonly templateAt: TemplateSource;
}

export interface CheckedStack {
  readonly problems: readonly Problem[];
  /** What `allowUnsupported` let pass, each to be told. */
  readonly allowed: readonly Problem[];
  /** Names under which the stack will export, and keys of its outputs. */
  readonly exports: readonly string[];
  readonly outputs: readonly string[];
}

/** Only nested stacks have templates of their own inside a property. */
const NESTED_STACK = 'AWS::CloudFormation::Stack';

/**
 * Finds everything in a template that could not be deployed, before anything is: unknown types, properties, attributes,
 * functions and references, wrong parameters, cycles. What only the deployment can tell is taken to be right.
 */
export function checkStack(input: CheckInput): CheckedStack {
  try {
    const template = parseTemplate(input.templateBody);
    return new StackCheck(input, template).run();
  } catch (error) {
    const problem = problemOf(error, { stackName: input.stackName });
    return { problems: [problem], allowed: [], exports: [], outputs: [] };
  }
}

type Place = Pick<Problem, 'stackName' | 'logicalId' | 'type'>;

function problemOf(error: unknown, place: Place, outer: readonly PropertyKey[] = []): Problem {
  if (!(error instanceof TemplateError)) throw error;
  const path = formatPath([...outer, ...error.path]);
  return { ...place, ...(path ? { path } : {}), message: error.message, unsupported: error.unsupported };
}

class StackCheck {
  readonly #input: CheckInput;
  readonly #template: Template;
  readonly #scope: StackScope;
  readonly #problems: Problem[] = [];
  readonly #allowed: Problem[] = [];

  constructor(input: CheckInput, template: Template) {
    this.#input = input;
    this.#template = template;
    this.#scope = new StackScope({
      ...this.#context(),
      resources: {
        ref: (logicalId) => new Unknown(logicalId),
        attribute: (logicalId, attribute) => this.#attribute(logicalId, attribute),
      },
    });
  }

  run(): CheckedStack {
    checkRules(this.#template.Rules, this.#scope);
    for (const [logicalId, resource] of Object.entries(this.#template.Resources))
      if (this.#scope.includes(resource)) this.#checkResource(logicalId, resource);
    const exports = this.#checkOutputs();
    if (this.#problems.length === 0) this.#checkOrder();
    return {
      problems: this.#problems,
      allowed: this.#allowed,
      exports,
      outputs: Object.keys(this.#template.Outputs),
    };
  }

  #context() {
    const { account, stackName, parameters, ssm, stacks } = this.#input;
    return {
      account,
      template: this.#template,
      // As long as a real one: templates take parts of it.
      stack: { name: stackName, id: arn(account, 'cloudformation', `stack/${stackName}/not-made-yet`) },
      parameters: parameterValues(this.#template, parameters, ssm, { lenient: true }),
      stacks,
    };
  }

  #checkResource(logicalId: string, resource: TemplateResource): void {
    const place = { stackName: this.#input.stackName, logicalId, type: resource.Type };
    for (const path of unsupportedPolicies(resource))
      this.#unsupported({ ...place, path, message: 'not supported', unsupported: true });
    this.#checkNamed(place, resource);
    const properties = this.#resolve(resource.Properties ?? {}, place, []);
    for (const message of unsupportedReferences(properties))
      this.#problems.push({ ...place, message, unsupported: true });
    const type = this.#input.types.find(resource.Type);
    if (!type) {
      this.#unknownType(place);
      return;
    }
    const { allowUnsupported } = this.#input;
    const { problems, dropped } = checkProperties(type, properties, { allowUnsupported });
    this.#problems.push(...problems.map((problem) => ({ ...place, ...problem })));
    this.#allowed.push(
      ...dropped.map((path) => ({ ...place, path, message: 'not supported, left out', unsupported: true })),
    );
    if (resource.Type === NESTED_STACK && problems.length === 0) this.#checkNested(place, properties);
  }

  #checkNamed(place: Place, { DependsOn = [] }: TemplateResource): void {
    for (const logicalId of DependsOn)
      if (!Object.hasOwn(this.#template.Resources, logicalId))
        this.#problems.push({
          ...place,
          path: 'DependsOn',
          message: `there is no resource ${logicalId}`,
          unsupported: false,
        });
  }

  #unknownType(place: Place & { type: string }): void {
    const siblings = this.#input.types.siblings(place.type);
    const message = siblings.length > 0 ? `type not supported; there are ${siblings.join(', ')}` : 'type not supported';
    this.#unsupported({ ...place, message, unsupported: true });
  }

  #unsupported(problem: Problem): void {
    (this.#input.allowUnsupported ? this.#allowed : this.#problems).push(problem);
  }

  /** Evaluates `value`, noting each failing function for itself so that one does not hide the next. */
  #resolve(value: unknown, place: Place, path: readonly PropertyKey[]): unknown {
    try {
      if (Array.isArray(value)) return value.map((element, index) => this.#resolve(element, place, [...path, index]));
      if (isRecord(value) && !intrinsicCall(value))
        return Object.fromEntries(
          Object.entries(value)
            .map(([key, inner]) => [key, this.#resolve(inner, place, [...path, key])] as const)
            .filter(([, inner]) => typeof inner !== 'symbol'),
        );
      return resolve(value, this.#scope);
    } catch (error) {
      this.#problems.push(problemOf(error, place, path));
      return new Unknown(formatPath(path));
    }
  }

  #attribute(logicalId: string, attribute: string): Unknown {
    const typeName = this.#template.Resources[logicalId]?.Type ?? '';
    const type = this.#input.types.find(typeName);
    if (type && !type.attributes.includes('*') && !type.attributes.includes(attribute))
      throw new TemplateError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt; ${typeName} has ${type.attributes.join(', ') || 'none'}`,
      );
    return new Unknown(`${logicalId}.${attribute}`);
  }

  #checkOutputs(): string[] {
    const place = { stackName: this.#input.stackName };
    return Object.entries(this.#template.Outputs).flatMap(([key, output]) => {
      if (!this.#scope.includes(output)) return [];
      this.#resolve(output.Value, place, ['Outputs', key, 'Value']);
      if (!output.Export) return [];
      const name = this.#resolve(output.Export.Name, place, ['Outputs', key, 'Export', 'Name']);
      return typeof name === 'string' ? [name] : [];
    });
  }

  #checkOrder(): void {
    try {
      dependencyOrder(dependencies(this.#context()).resources);
    } catch (error) {
      this.#problems.push(problemOf(error, { stackName: this.#input.stackName }));
    }
  }

  #checkNested(place: Place, properties: unknown): void {
    if (!isRecord(properties) || typeof properties.TemplateURL !== 'string') return;
    const templateBody = this.#input.templateAt(properties.TemplateURL);
    if (templateBody === undefined) return;
    const given = isRecord(properties.Parameters) ? properties.Parameters : {};
    const nested = checkStack({
      ...this.#input,
      stackName: `${place.stackName}/${place.logicalId}`,
      templateBody,
      parameters: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, givenValue(value)])),
    });
    this.#problems.push(...nested.problems);
    this.#allowed.push(...nested.allowed);
  }
}

function givenValue(value: unknown): GivenValue {
  if (value instanceof Unknown || typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** CodeDeploy moves an alias step by step; here it moves all at once, which is where such a deployment ends. */
const ALIAS_UPDATE = 'CodeDeployLambdaAliasUpdate';

function unsupportedPolicies({ CreationPolicy, UpdatePolicy }: TemplateResource): string[] {
  const aliasUpdate = UpdatePolicy && Object.keys(UpdatePolicy).join() === ALIAS_UPDATE;
  return [...(CreationPolicy ? ['CreationPolicy'] : []), ...(UpdatePolicy && !aliasUpdate ? ['UpdatePolicy'] : [])];
}
