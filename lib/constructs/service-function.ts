import { type Duration, Validations } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type IFunction,
  type ILayerVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { StageConfig } from '../config.ts';
import { metricsNamespace, physicalName } from '../naming.ts';
import { Canary } from './canary.ts';

export interface ServiceFunctionProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  /** The folder under functions/: `images/inspect` becomes the function `telar-<stage>-images-inspect`. */
  readonly source: `${string}/${string}`;
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
  /** All that its role may do beside writing its own logs and traces. */
  readonly permissions: readonly PolicyStatement[];
  readonly layers?: ILayerVersion[];
  /** Executions that are kept free for it, and that it cannot exceed; without it, it shares those of the account. */
  readonly reservedConcurrentExecutions?: number | undefined;
  /** Called by a deployment itself, or by who cannot name an alias: its new version takes over at once, in every stage. */
  readonly takesOverAtOnce?: boolean;
}

/** A function with a role and a log group of its own. */
export class ServiceFunction extends Construct {
  /** Of what callers call. */
  readonly arn: string;
  /** Known before anything is deployed. */
  readonly functionName: string;
  readonly lambdaFunction: LambdaFunction;
  /** What callers call: the function or, where new versions are tried with a few calls first, its alias. */
  readonly called: IFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const [domain] = props.source.split('/');
    const functionName = physicalName(props.stage, props.source.replace('/', '-'));
    this.functionName = functionName;

    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.stage.logRetention,
      removalPolicy: props.stage.removalPolicy,
    });
    const role = new Role(this, 'Role', {
      description: `What ${functionName} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    for (const statement of props.permissions) role.addToPolicy(statement);

    this.lambdaFunction = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      code: props.bundles.codeOf(props.source),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      layers: props.layers,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      tracing: Tracing.ACTIVE,
      logGroup,
      role,
      environment: {
        POWERTOOLS_SERVICE_NAME: domain ?? props.source,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(props.stage),
        POWERTOOLS_LOG_LEVEL: props.stage.logLevel,
        POWERTOOLS_LOGGER_SAMPLE_RATE: String(props.stage.operations.debugSampleRate),
        ...props.environment,
      },
    });
    this.called = this.calledBy(props);
    this.arn = this.called.functionArn;

    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray takes no resource for PutTraceSegments and PutTelemetryRecords; a test knows the few others that take none.',
    });
  }

  private calledBy({ stage, takesOverAtOnce = false }: ServiceFunctionProps): IFunction {
    const { functionName, lambdaFunction } = this;
    if (!stage.operations.canary || takesOverAtOnce) return lambdaFunction;
    return new Canary(this, 'Canary', { stage, functionName, lambdaFunction }).alias;
  }
}
