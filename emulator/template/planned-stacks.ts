import { TemplateError } from './language/errors.ts';
import type { StackLookup } from './language/stack-scope.ts';
import { Unknown } from './language/unknown.ts';
import type { CheckedStack } from './support-check.ts';

/** Other stacks as they will be once those that were checked so far are deployed. */
export class PlannedStacks implements StackLookup {
  readonly #outputs = new Map<string, ReadonlySet<string>>();
  readonly #exports = new Set<string>();
  readonly #deployed: StackLookup;
  readonly #replaced: ReadonlySet<string>;

  /**
   * @param deployed stacks that are there now
   * @param replaced names of the stacks that the deployment will update or create
   */
  constructor(deployed: StackLookup, replaced: ReadonlySet<string>) {
    this.#deployed = deployed;
    this.#replaced = replaced;
  }

  add(stackName: string, { outputs, exports }: Pick<CheckedStack, 'outputs' | 'exports'>): void {
    this.#outputs.set(stackName, new Set(outputs));
    for (const name of exports) this.#exports.add(name);
  }

  exported(name: string): unknown {
    return this.#exports.has(name) ? new Unknown(name) : this.#deployed.exported(name);
  }

  output(stackName: string, outputName: string): unknown {
    const outputs = this.#outputs.get(stackName);
    if (outputs?.has(outputName)) return new Unknown(`${stackName}.${outputName}`);
    if (!outputs && this.#replaced.has(stackName))
      throw new TemplateError(
        `The stack ${stackName} is deployed later than the one that reads its output ${outputName}`,
      );
    if (outputs) throw new TemplateError(`The stack ${stackName} has no output ${outputName}`);
    return this.#deployed.output(stackName, outputName);
  }
}
