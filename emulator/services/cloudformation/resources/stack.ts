import { z } from 'zod';
import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import { templateJson } from '../../../template/language/yaml-template.ts';
import { type Deployed, type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { number, tags, text } from '../../../template/scalars.ts';
import type { StackInput } from '../../../template/stacks/stack-input.ts';
import type { StackOperations } from '../../../template/stacks/stack-operations.ts';
import type { StackRecord } from '../../../template/stacks/stack-record.ts';
import type { StackStore } from '../../../template/stacks/stack-store.ts';
import { templateAt } from '../../../template/template-source.ts';

const STACK_NAME_LENGTH = 128;

const schema = z.strictObject({
  TemplateURL: text,
  Parameters: z.record(z.string(), z.union([text, z.array(text).transform((list) => list.join(','))])).optional(),
  Tags: tags.optional(),
  NotificationARNs: z.array(text).optional(),
  TimeoutInMinutes: number.optional(),
});
type Properties = z.output<typeof schema>;

interface Deps {
  readonly account: Account;
  readonly door: Door;
  readonly stacks: StackStore;
  readonly operations: StackOperations;
}

/**
 * A stack inside a stack
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html).
 */
export function nestedStackResource(deps: Deps) {
  const { stacks, operations } = deps;
  return resourceType({
    type: 'AWS::CloudFormation::Stack',
    schema,
    inert: { TimeoutInMinutes: 'resources are made at once here' },
    attributes: ['*'],
    createOnly: [],
    async create(properties, context) {
      const name = context.generateName({ maxLength: STACK_NAME_LENGTH });
      const input = await inputOf(name, properties, context, deps);
      const stack = stacks.find(name) ?? operations.newStack(input);
      try {
        await operations.apply(stack, input);
      } catch (error) {
        await operations.remove(stacks.find(stack.id) ?? stack, context.assets);
        throw embedded(stack, 'created', error);
      }
      return deployed(stacks, stack.id);
    },
    async update({ physicalId, properties }, context) {
      const stack = stacks.find(physicalId);
      if (!stack) throw new Error(`The nested stack ${physicalId} is gone`);
      const input = await inputOf(stack.name, properties, context, deps);
      await operations.apply(stack, input).catch((error) => {
        throw embedded(stack, 'updated', error);
      });
      return deployed(stacks, stack.id);
    },
    async delete({ physicalId }, context) {
      const stack = stacks.find(physicalId);
      if (stack && stack.deletedAt === undefined) await operations.remove(stack, context.assets);
    },
  });
}

async function inputOf(
  name: string,
  properties: Properties,
  context: ResourceContext,
  deps: Deps,
): Promise<StackInput> {
  const { TemplateURL, Parameters = {}, Tags = {}, NotificationARNs = [] } = properties;
  const parent = deps.stacks.find(context.stackId);
  return {
    name,
    origin: 'nested',
    templateBody: await templateBody(name, TemplateURL, context, deps),
    templateUrl: TemplateURL,
    parameters: Parameters,
    tags: Tags,
    notificationArns: NotificationARNs,
    assets: context.assets,
    parent: { id: context.stackId, rootId: parent?.details.rootId ?? context.stackId },
  };
}

/** A rollback asks for the template of before, which the assembly of now no longer has. */
async function templateBody(name: string, url: string, { assets }: ResourceContext, { stacks, door, account }: Deps) {
  const known = stacks.find(name);
  const { templateUrl, previousTemplate } = known?.details ?? {};
  if (known && templateUrl === url) return known.templateBody;
  if (previousTemplate?.url === url) return previousTemplate.body;
  return templateJson(await templateAt(url, { assets, door, account }));
}

function deployed(stacks: StackStore, id: string): Deployed {
  const outputs = stacks.find(id)?.details.outputs ?? [];
  return {
    physicalId: id,
    attributes: Object.fromEntries(outputs.map(({ key, value }) => [`Outputs.${key}`, value])),
  };
}

function embedded({ id }: StackRecord, verb: 'created' | 'updated', cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Embedded stack ${id} was not successfully ${verb}: ${reason}`, { cause });
}
