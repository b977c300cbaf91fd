import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { AnyOperation } from '../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { createCloudFormation } from '../../../emulator/services/cloudformation/service.ts';
import { createSsm } from '../../../emulator/services/ssm/service.ts';
import { Deployer } from '../../../emulator/template/deployer.ts';
import type { ResourceType } from '../../../emulator/template/resource-type.ts';
import { startEndpoint } from '../support/endpoint.ts';
import { type Things, thingType } from '../template/support.ts';

/** A service that only lends its name to what a test adds. */
export const serviceWith = (
  name: string,
  { operations = [], resources = [] }: { operations?: readonly AnyOperation[]; resources?: readonly ResourceType[] },
): ServiceDefinition => ({
  name,
  signingName: name,
  sdk: '@aws-sdk/client-ssm',
  protocol: 'json-1.1',
  operations,
  resources,
});

/** CloudFormation on a free port, with `Test::Thing` and the parameter store. */
export async function startCloudFormation(services: readonly ServiceDefinition[] = []) {
  const things: Things = new Map();
  const log: string[] = [];
  let deployer: Deployer | undefined;
  const started = await startEndpoint((ports) => {
    const { door } = ports;
    const created = new Deployer({
      ...ports,
      resourceTypes: () => door.services().flatMap(({ resources }) => resources),
    });
    deployer = created;
    return [
      createCloudFormation({ ...ports, deployer: created, endpoint: () => 'http://127.0.0.1' }),
      createSsm({ ...ports, serviceEvents: { publish: () => undefined } }),
      serviceWith('things', { resources: [thingType(things, log)] }),
      ...services,
    ];
  });
  if (!deployer) throw new Error('The services were not made');
  const running: Deployer = deployer;
  const { operations, stacks } = running;
  const client = new CloudFormationClient(started.client);
  return {
    ...started,
    client,
    things,
    log,
    deployer: running,
    stacks,
    /** What a stack became once the operations under way have ended. */
    async settled(StackName: string): Promise<Stack | undefined> {
      await operations.settle();
      return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    },
    async stop() {
      client.destroy();
      await running.stop();
      await started.close();
    },
  };
}
