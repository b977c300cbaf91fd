import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import { functionArn } from './function-name.ts';
import { type FunctionVersion, LATEST, type Logging } from './function-record.ts';

/**
 * A function version as the API shows it.
 *
 * @param qualified whether the ARN names the version, as it does when the caller did
 */
export function describeFunction(record: FunctionVersion, account: Account, qualified = false): FunctionConfiguration {
  const { functionName: name, version, vpc } = record;
  const names = qualified || version !== LATEST ? { name, qualifier: version } : { name };
  return {
    FunctionName: name,
    FunctionArn: functionArn(account, names),
    Runtime: record.runtime as NonNullable<FunctionConfiguration['Runtime']>,
    Role: record.role,
    Handler: record.handler,
    CodeSize: record.code.sizeBytes,
    Description: record.description,
    Timeout: record.timeoutSeconds,
    MemorySize: record.memoryMegabytes,
    LastModified: record.lastModified,
    CodeSha256: record.code.sha256,
    Version: version,
    TracingConfig: { Mode: record.tracing },
    RevisionId: record.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [record.architecture],
    EphemeralStorage: { Size: record.ephemeralStorageMegabytes },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: describeLogging(record.logging),
    ...(Object.keys(record.variables).length > 0 ? { Environment: { Variables: { ...record.variables } } } : {}),
    ...(record.layers.length > 0
      ? { Layers: record.layers.map(({ arn, sizeBytes }) => ({ Arn: arn, CodeSize: sizeBytes })) }
      : {}),
    ...(record.deadLetterTarget ? { DeadLetterConfig: { TargetArn: record.deadLetterTarget } } : {}),
    ...(record.kmsKeyArn ? { KMSKeyArn: record.kmsKeyArn } : {}),
    ...(vpc
      ? {
          VpcConfig: {
            SubnetIds: [...vpc.subnets],
            SecurityGroupIds: [...vpc.securityGroups],
            VpcId: '',
            Ipv6AllowedForDualStack: vpc.ipv6,
          },
        }
      : {}),
  };
}

function describeLogging({
  format,
  applicationLevel,
  systemLevel,
  group,
}: Logging): FunctionConfiguration['LoggingConfig'] {
  const levels = format === 'JSON' ? { ApplicationLogLevel: applicationLevel, SystemLogLevel: systemLevel } : {};
  return { LogFormat: format, ...levels, LogGroup: group };
}
