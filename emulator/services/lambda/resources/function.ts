import { z } from 'zod';
import { type Deployed, type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import { bucketCode, inlineCode, locateCode } from '../code/template-code.ts';
import type { ConfigurationInput } from '../functions/configuration.ts';
import { functionArn } from '../functions/function-name.ts';
import { setReservedConcurrency } from '../functions/reserved-concurrency.ts';
import type { LambdaParts } from '../parts.ts';

const FUNCTION_NAME_LENGTH = 64;

const schema = z.strictObject({
  FunctionName: text.optional(),
  Description: text.optional(),
  Code: z.union([inlineCode, bucketCode]),
  Handler: text,
  Runtime: text,
  Role: text,
  Timeout: number.optional(),
  MemorySize: number.optional(),
  EphemeralStorage: z.strictObject({ Size: number }).optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), text).optional() }).optional(),
  Layers: z.array(text).optional(),
  Architectures: z.array(text).optional(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: text.optional() }).optional(),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.enum(['Text', 'JSON']).optional(),
      ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).optional(),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).optional(),
      LogGroup: text.optional(),
    })
    .optional(),
  VpcConfig: z
    .strictObject({
      SubnetIds: z.array(text).optional(),
      SecurityGroupIds: z.array(text).optional(),
      Ipv6AllowedForDualStack: flag.optional(),
    })
    .optional(),
  KmsKeyArn: text.optional(),
  PackageType: z.literal('Zip').optional(),
  ReservedConcurrentExecutions: number.optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export function functionResource(parts: LambdaParts) {
  const { service, functions, account } = parts;
  const finish = (name: string, { Tags = {}, ReservedConcurrentExecutions }: Properties): Deployed => {
    functions.putSettings({ ...functions.settings(name), tags: Tags });
    setReservedConcurrency(functions, name, ReservedConcurrentExecutions);
    return { physicalId: name, attributes: { Arn: functionArn(account, { name }) } };
  };
  return resourceType({
    type: 'AWS::Lambda::Function',
    schema,
    inert: {
      CodeSigningConfigArn: 'code is not checked for signatures here',
      RecursiveLoop: 'recursive loops are not detected here',
      RuntimeManagementConfig: 'functions run on the emulator’s own Node.js',
      SnapStart: 'AWS has no snapshots for Node.js either',
    },
    attributes: ['Arn'],
    createOnly: ['FunctionName'],
    async create(properties, context) {
      const name = properties.FunctionName ?? context.generateName({ maxLength: FUNCTION_NAME_LENGTH });
      service.create(name, configurationOf(properties), await locateCode(properties.Code, context, parts));
      return finish(name, properties);
    },
    async update({ physicalId, properties }, context: ResourceContext) {
      service.updateCode(physicalId, await locateCode(properties.Code, context, parts));
      service.updateConfiguration(physicalId, { ...DEFAULTS, ...configurationOf(properties) });
      return finish(physicalId, properties);
    },
    delete({ physicalId }) {
      if (functions.has(physicalId)) service.delete(physicalId);
    },
  });
}

/** What a property that left the template goes back to. */
const DEFAULTS: ConfigurationInput = {
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  EphemeralStorage: { Size: 512 },
  Environment: {},
  Layers: [],
  Architectures: ['x86_64'],
  TracingConfig: { Mode: 'PassThrough' },
  DeadLetterConfig: {},
};

function configurationOf(properties: Properties): ConfigurationInput {
  const { FunctionName: _name, Code: _code, Tags: _tags, KmsKeyArn, Runtime, Architectures, ...rest } = properties;
  const { ReservedConcurrentExecutions: _reserved, Environment, ...configuration } = rest;
  return {
    ...configuration,
    // Checked with the rest of the configuration, which refuses what is unknown by name.
    Runtime: Runtime as NonNullable<ConfigurationInput['Runtime']>,
    ...(Architectures ? { Architectures: Architectures as NonNullable<ConfigurationInput['Architectures']> } : {}),
    ...(Environment ? { Environment: { Variables: Environment.Variables ?? {} } } : {}),
    ...(KmsKeyArn ? { KMSKeyArn: KmsKeyArn } : {}),
  };
}
