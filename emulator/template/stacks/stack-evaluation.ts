import { dependencies } from '../language/dependencies.ts';
import { replaceReferences, ssmReferences } from '../language/dynamic-references.ts';
import { TemplateError } from '../language/errors.ts';
import { dependencyOrder } from '../language/graph.ts';
import { type ParameterValue, parameterValues, ssmParameterNames } from '../language/parameters.ts';
import { at, resolve } from '../language/resolve.ts';
import { checkRules } from '../language/rules.ts';
import { StackScope } from '../language/stack-scope.ts';
import type { DeletionPolicy, Template } from '../language/template.ts';
import { isRecord } from '../language/unknown.ts';
import { isCustomType } from '../resource-types.ts';
import { deployedStacks } from './deployed-stacks.ts';
import type { StackEngine } from './stack-engine.ts';
import type { StackInput } from './stack-input.ts';
import type { ResourceRecord, StackOutput } from './stack-record.ts';

/** A template with its parameters, evaluated against the resources that are there. */
export class StackEvaluation {
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** Resources that are to exist, each after those it needs. */
  readonly order: readonly string[];
  readonly imports: ReadonlySet<string>;
  readonly #engine: StackEngine;
  readonly #template: Template;
  readonly #scope: StackScope;
  readonly #needs: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(options: {
    engine: StackEngine;
    template: Template;
    input: StackInput;
    stackId: string;
    parameters: ReadonlyMap<string, ParameterValue>;
    deployed: ReadonlyMap<string, ResourceRecord>;
  }) {
    const { engine, template, input, stackId, parameters, deployed } = options;
    const context = {
      account: engine.account,
      template,
      stack: { name: input.name, id: stackId, notificationArns: input.notificationArns ?? [] },
      parameters,
      stacks: deployedStacks(engine.store),
    };
    const needed = dependencies(context);
    this.#engine = engine;
    this.#template = template;
    this.#needs = needed.resources;
    this.#scope = new StackScope({ ...context, resources: deployedResources(deployed) });
    this.parameters = parameters;
    this.order = dependencyOrder(needed.resources);
    this.imports = needed.imports;
  }

  /**
   * @param deployed records by logical id; may grow while the stack is deployed
   * @throws TemplateError when parameters, rules or references do not hold
   */
  static async of(options: {
    engine: StackEngine;
    template: Template;
    input: StackInput;
    stackId: string;
    deployed: ReadonlyMap<string, ResourceRecord>;
  }): Promise<StackEvaluation> {
    const { engine, template, input } = options;
    const ssm = await engine.parameters.read(ssmParameterNames(template, input.parameters));
    const evaluation = new StackEvaluation({
      ...options,
      parameters: parameterValues(template, input.parameters, ssm),
    });
    checkRules(template.Rules, evaluation.#scope);
    return evaluation;
  }

  needs(logicalId: string): string[] {
    return [...(this.#needs.get(logicalId) ?? [])];
  }

  /** The resource's properties; all that it needs must be deployed. */
  async properties(logicalId: string): Promise<Record<string, unknown>> {
    const written = this.#template.Resources[logicalId]?.Properties ?? {};
    const properties = await this.#withStoredValues(at('Properties', () => resolve(written, this.#scope)));
    if (!isRecord(properties)) return {};
    return this.#isHandedOut(logicalId) ? mapRecord(properties, this.#engine.localUrls) : properties;
  }

  type(logicalId: string): string {
    return this.#template.Resources[logicalId]?.Type ?? '';
  }

  deletionPolicy(logicalId: string): DeletionPolicy {
    const policy = resolve(this.#template.Resources[logicalId]?.DeletionPolicy, this.#scope);
    return policy === 'Retain' || policy === 'RetainExceptOnCreate' || policy === 'Snapshot' ? policy : 'Delete';
  }

  /** What becomes of the old resource when it is replaced. */
  updateReplacePolicy(logicalId: string): DeletionPolicy {
    const policy = resolve(this.#template.Resources[logicalId]?.UpdateReplacePolicy, this.#scope);
    return policy === 'Retain' || policy === 'Snapshot' ? policy : 'Delete';
  }

  async outputs(): Promise<StackOutput[]> {
    const declared = Object.entries(this.#template.Outputs).filter(([, output]) => this.#scope.includes(output));
    return Promise.all(
      declared.map(async ([key, { Value, Description, Export }]) => {
        const value = await this.#text(Value, ['Outputs', key, 'Value']);
        const exportName = Export && (await this.#text(Export.Name, ['Outputs', key, 'Export', 'Name']));
        return {
          key,
          value,
          ...(Description === undefined ? {} : { description: Description }),
          ...(exportName === undefined ? {} : { exportName }),
        };
      }),
    );
  }

  async #text(expression: unknown, path: readonly string[]): Promise<string> {
    const evaluate = () => resolve(expression, this.#scope);
    const value = await this.#withStoredValues(path.reduceRight((work, key) => () => at(key, work), evaluate)());
    if (typeof value === 'object' && value !== null)
      throw new TemplateError('Template format error: Output values must be strings', { path });
    return String(value);
  }

  /** What programs, people and browsers outside of the template read: there, URLs must be such as can be called here. */
  #isHandedOut(logicalId: string): boolean {
    const type = this.type(logicalId);
    return isCustomType(type) || READ_OUTSIDE.has(type);
  }

  async #withStoredValues(value: unknown): Promise<unknown> {
    const names = ssmReferences(value);
    return names.size === 0 ? value : replaceReferences(value, await this.#engine.parameters.read(names));
  }
}

/** Parameters, and what browsers compare origins and addresses with. */
const READ_OUTSIDE: ReadonlySet<string> = new Set([
  'AWS::SSM::Parameter',
  'AWS::ApiGatewayV2::Api',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPoolClient',
  'AWS::S3::Bucket',
]);

function mapRecord(record: Record<string, unknown>, change: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, mapTexts(value, change)]));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, change));
  return isRecord(value) ? mapRecord(value, change) : value;
}

/** Resources as their records tell. A placeholder's attributes name themselves, so that they are recognised wherever they turn up. */
function deployedResources(deployed: ReadonlyMap<string, ResourceRecord>) {
  const find = (logicalId: string): ResourceRecord => {
    const record = deployed.get(logicalId);
    if (record?.physicalId === undefined) throw new TemplateError(`The resource ${logicalId} is not deployed`);
    return record;
  };
  return {
    ref: (logicalId: string) => find(logicalId).physicalId,
    attribute(logicalId: string, attribute: string) {
      const { attributes, placeholder, type } = find(logicalId);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      if (placeholder) return `unsupported:${logicalId}.${attribute}`;
      throw new TemplateError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt; this ${type} has ${Object.keys(attributes).join(', ') || 'none'}`,
      );
    },
  };
}
