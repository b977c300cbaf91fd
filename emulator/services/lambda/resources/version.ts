import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { functionArn, parseFunctionName } from '../functions/function-name.ts';
import type { LambdaParts } from '../parts.ts';

const schema = z.strictObject({
  FunctionName: text,
  Description: text.optional(),
  CodeSha256: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
export function versionResource({ service, functions, account }: LambdaParts) {
  const deployed = (arn: string) => {
    const { qualifier: Version } = parseFunctionName(arn);
    return { physicalId: arn, attributes: { FunctionArn: arn, Version } };
  };
  return resourceType({
    type: 'AWS::Lambda::Version',
    schema,
    inert: {
      ProvisionedConcurrencyConfig: 'environments are started when they are needed',
      RuntimePolicy: 'functions run on the emulator’s own Node.js',
    },
    attributes: ['FunctionArn', 'Version'],
    createOnly: ['FunctionName', 'Description', 'CodeSha256'],
    create({ FunctionName, Description, CodeSha256 }) {
      const { name } = parseFunctionName(FunctionName);
      // Always a new one: an earlier version is another resource's, which may be on its way out.
      const { version } = service.publish(name, { description: Description, codeSha256: CodeSha256, always: true });
      return deployed(functionArn(account, { name, qualifier: version }));
    },
    update: ({ physicalId }) => deployed(physicalId),
    delete({ physicalId }) {
      const { name, qualifier } = parseFunctionName(physicalId);
      const exists = functions.versions(name).some(({ version }) => version === qualifier);
      if (exists) service.delete(name, qualifier);
    },
  });
}
