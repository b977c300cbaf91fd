import { TemplateError } from './errors.ts';
import { truth } from './intrinsics/truth.ts';
import { at, resolve } from './resolve.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';

/**
 * Evaluates the Rules section, which checks combinations of parameters
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html).
 *
 * @throws TemplateError with the description of the first assertion that does not hold
 */
export function checkRules(rules: Template['Rules'], scope: Scope): void {
  const evaluation = { scope, resolve: (value: unknown) => resolve(value, scope) };
  const holds = (name: string, expression: unknown) =>
    at(name, () => truth(expression, evaluation, `Template error: the rule ${name} must use boolean functions`)) !==
    false;
  for (const [name, { RuleCondition, Assertions }] of Object.entries(rules)) {
    if (RuleCondition !== undefined && !holds(name, RuleCondition)) continue;
    const failed = Assertions.find(({ Assert }) => !holds(name, Assert));
    if (failed)
      throw new TemplateError(
        `Template error: Validation failed for rule ${name}: ${failed.AssertDescription ?? 'an assertion is false'}`,
      );
  }
}
