import { TemplateError } from '../language/errors.ts';
import type { StackLookup } from '../language/stack-scope.ts';
import type { StackStore } from './stack-store.ts';

/** Other stacks as they are deployed now. */
export function deployedStacks(store: StackStore): StackLookup {
  return {
    exported(name) {
      const found = store.exported(name);
      if (!found) throw new TemplateError(`No export named ${name} found.`);
      return found.value;
    },
    output(stackName, outputName) {
      const stack = store.find(stackName);
      if (!stack) throw new TemplateError(`Stack with id ${stackName} does not exist`);
      const output = stack.details.outputs.find(({ key }) => key === outputName);
      if (!output) throw new TemplateError(`The stack ${stackName} has no output ${outputName}`);
      return output.value;
    },
  };
}
