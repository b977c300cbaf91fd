import type { Account } from '../../runtime/account.ts';
import { Conditions } from './conditions.ts';
import { TemplateError } from './errors.ts';
import type { ParameterValue } from './parameters.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import type { Unknown } from './unknown.ts';

/** How expressions reach resources: deployed ones, or placeholders for those to come. */
export interface ResourceLookup {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
}

/** How expressions reach other stacks. */
export interface StackLookup {
  /** @throws TemplateError when no stack exports the name */
  exported(name: string): unknown;
  /** @throws TemplateError when there is no such stack or output */
  output(stackName: string, outputName: string): unknown;
}

/** What pseudo-parameters tell of a stack. */
export interface StackIdentity {
  readonly name: string;
  readonly id: string;
  readonly notificationArns?: readonly string[];
}

export interface StackScopeOptions {
  readonly account: Account;
  readonly template: Template;
  readonly stack: StackIdentity;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly resources: ResourceLookup;
  readonly stacks: StackLookup;
}

/** What the expressions of one stack's template see. */
export class StackScope implements Scope {
  readonly account: Account;
  readonly #options: StackScopeOptions;
  readonly #pseudo: ReadonlyMap<string, unknown>;
  readonly #conditions: Conditions;

  constructor(options: StackScopeOptions) {
    this.account = options.account;
    this.#options = options;
    this.#pseudo = pseudoParameters(options.account, options.stack);
    this.#conditions = new Conditions(options.template.Conditions, {
      account: options.account,
      ref: (name) => this.#parameter(name) ?? refuseInConditions(name),
      attribute: refuseInConditions,
      mapping: (name) => this.mapping(name),
      imported: (name) => this.imported(name),
      stackOutput: (stackName, outputName) => this.stackOutput(stackName, outputName),
    });
  }

  ref(name: string): unknown {
    const parameter = this.#parameter(name);
    if (parameter !== undefined) return parameter;
    this.#requireResource(name);
    return this.#options.resources.ref(name);
  }

  attribute(logicalId: string, attribute: string): unknown {
    if (!Object.hasOwn(this.#options.template.Resources, logicalId))
      throw new TemplateError(`Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`);
    this.#requireResource(logicalId);
    return this.#options.resources.attribute(logicalId, attribute);
  }

  condition(name: string): boolean | Unknown {
    return this.#conditions.get(name);
  }

  /** Whether the resource or output that carries this condition is to exist; while that is unknown, it is. */
  includes({ Condition }: { readonly Condition?: string | undefined }): boolean {
    return Condition === undefined || this.condition(Condition) !== false;
  }

  mapping(name: string) {
    const { Mappings } = this.#options.template;
    return Object.hasOwn(Mappings, name) ? Mappings[name] : undefined;
  }

  imported(exportName: string): unknown {
    return this.#options.stacks.exported(exportName);
  }

  stackOutput(stackName: string, outputName: string): unknown {
    return this.#options.stacks.output(stackName, outputName);
  }

  #parameter(name: string): unknown {
    return this.#pseudo.get(name) ?? this.#options.parameters.get(name)?.value;
  }

  #requireResource(name: string): void {
    const { Resources } = this.#options.template;
    const resource = Object.hasOwn(Resources, name) ? Resources[name] : undefined;
    if (!resource || !this.includes(resource))
      throw new TemplateError(
        `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
      );
  }
}

function refuseInConditions(name: string): never {
  throw new TemplateError(
    `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
  );
}
