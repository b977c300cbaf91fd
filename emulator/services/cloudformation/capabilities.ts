import type { Capability } from '@aws-sdk/client-cloudformation';
import type { Template } from '../../template/language/template.ts';
import { insufficientCapabilities } from './errors.ts';

/** Types that grant rights, with the property that gives one a name of its own. */
const IAM_NAMES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** What whoever deploys a template must acknowledge, and why. */
export function requiredCapabilities(template: Template): { capabilities: Capability[]; reason?: string } {
  const iam = Object.values(template.Resources).filter(({ Type }) => Object.hasOwn(IAM_NAMES, Type));
  if (iam.length === 0) return { capabilities: [] };
  const isNamed = iam.some(({ Type, Properties = {} }) => Object.hasOwn(Properties, IAM_NAMES[Type] ?? ''));
  const types = [...new Set(iam.map(({ Type }) => Type))];
  return {
    capabilities: [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

/** @throws AwsError InsufficientCapabilitiesException */
export function requireCapabilities(template: Template, given: readonly string[] = []): void {
  const missing = requiredCapabilities(template).capabilities.filter(
    (capability) => !given.includes(capability) && !given.includes('CAPABILITY_NAMED_IAM'),
  );
  if (missing.length > 0) throw insufficientCapabilities(missing);
}
