import { TemplateError, unsupported } from '../errors.ts';
import { isRecord } from '../unknown.ts';
import { pure } from './intrinsic.ts';

/** `{StackName, OutputName, Region?, RoleArn?}`: an output of another stack, read without an export. */
export const getStackOutput = pure('Fn::GetStackOutput', (argument, scope) => {
  if (!isRecord(argument) || typeof argument.StackName !== 'string' || typeof argument.OutputName !== 'string')
    throw new TemplateError(
      'Template error: every Fn::GetStackOutput object requires StackName and OutputName, and may have Region and RoleArn',
    );
  const { StackName, OutputName, Region, RoleArn } = argument;
  if (Region !== undefined && Region !== scope.account.region)
    throw unsupported(`Fn::GetStackOutput from the region ${String(Region)}`);
  if (RoleArn !== undefined && !String(RoleArn).includes(`::${scope.account.id}:`))
    throw unsupported(`Fn::GetStackOutput with a role of another account (${String(RoleArn)})`);
  return scope.stackOutput(StackName, OutputName);
});
