import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';

export interface CanaryProps {
  readonly stage: StageConfig;
  readonly functionName: string;
  readonly lambdaFunction: LambdaFunction;
}

const ALIAS = 'live';
const RUNBOOK = 'docs/operations.md#canary-errors';

/**
 * A new version of a function gets a tenth of the calls for five minutes, and then all of them. At its first error, CodeDeploy
 * takes the tenth back, and the deployment of the stack fails and is rolled back.
 */
export class Canary extends Construct {
  /** What callers call, whatever its version. */
  readonly alias: Alias;

  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { lambdaFunction } = props;
    this.alias = new Alias(this, 'Live', { aliasName: ALIAS, version: lambdaFunction.currentVersion });
    const alarm = this.addAlarm(props);
    const deployments = Deployments.of(this, props.stage);
    deployments.allow(props.functionName);
    const group = new LambdaDeploymentGroup(this, 'Deployment', {
      deploymentGroupName: props.functionName,
      application: deployments.application,
      role: deployments.role.withoutPolicyUpdates(),
      alias: this.alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [alarm],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    // A deployment begins with the alias: not before the role may.
    group.node.addDependency(deployments.role);
  }

  private addAlarm({ functionName, lambdaFunction }: CanaryProps): Alarm {
    return new Alarm(this, 'Errors', {
      alarmName: alarmNameOf(functionName),
      alarmDescription: `The newest version of ${functionName}:${ALIAS} fails; a deployment under way is taken back. See ${RUNBOOK}.`,
      // Function and alias by their names, as in the role's policy: the alias waits for its deployments, which wait for both. The version,
      // because what the old one fails on says nothing of the new one:
      // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensionsMap: {
          FunctionName: functionName,
          Resource: `${functionName}:${ALIAS}`,
          ExecutedVersion: lambdaFunction.currentVersion.version,
        },
        period: Duration.minutes(1),
        statistic: Stats.SUM,
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function alarmNameOf(functionName: string): string {
  return `${functionName}-canary-errors`;
}

/** What the deployments of a stack have in common: CodeDeploy's application, and a role that may move these aliases and nothing else. */
class Deployments extends Construct {
  readonly application: LambdaApplication;
  readonly role: Role;

  static of(scope: Construct, stage: StageConfig): Deployments {
    const stack = Stack.of(scope);
    const found = stack.node.tryFindChild('Deployments');
    return found instanceof Deployments ? found : new Deployments(stack, 'Deployments', stage);
  }

  private constructor(scope: Stack, id: string, stage: StageConfig) {
    super(scope, id);
    const applicationName = scope.stackName;
    this.application = new LambdaApplication(this, 'Application', { applicationName });
    this.role = new Role(this, 'Role', {
      description: `What CodeDeploy may do for ${physicalName(stage, 'functions')} of ${applicationName}`,
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': scope.account } },
      }),
    });
  }

  /**
   * As much of AWSCodeDeployRoleForLambdaLimited as a deployment without hooks needs. By names: all deployments of the stack wait for this
   * role, and a function may need the alias of another.
   */
  allow(functionName: string): void {
    const { account, partition, region } = Stack.of(this);
    const functionArn = `arn:${partition}:lambda:${region}:${account}:function:${functionName}`;
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        resources: [functionArn, `${functionArn}:${ALIAS}`],
      }),
    );
    const alarmArn = `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarmNameOf(functionName)}`;
    this.role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarmArn] }));
  }
}
