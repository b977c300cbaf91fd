import { realpathSync } from 'node:fs';
import type { ServiceDefinition } from '../../door/service.ts';
import { lambdaOperations } from './operations/operations.ts';
import { type LambdaDeps, type LambdaParts, lambdaParts } from './parts.ts';
import { lambdaResources } from './resources/resources.ts';

export interface LambdaService extends ServiceDefinition {
  /**
   * Gives the functions whose code lies in one directory that of another, from the next invocation on; those under way end with the old
   * code. Published versions stay what they are.
   *
   * @returns the names of the functions
   */
  replaceCode(from: string, to: string): string[];
}

/** AWS Lambda (https://docs.aws.amazon.com/lambda/latest/api/welcome.html) for Node.js functions, each in processes of its own. */
export function createLambda(deps: LambdaDeps): LambdaService {
  const parts = lambdaParts(deps);
  const { service, functions, environments, code, mappings } = parts;
  return {
    name: 'lambda',
    signingName: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    operations: lambdaOperations(parts),
    resources: lambdaResources(parts),
    gaps: [
      'Event source mappings read SQS queues and DynamoDB streams; those of other sources, tumbling windows and provisioned pollers are refused by name.',
      'A mapping of a queue works five batches at once, as AWS begins, unless its ScalingConfig says otherwise: it does not grow with the queue.',
      'The code’s location, of a function and of a layer, is its directory on this machine (`file:`), not a package to download.',
    ],
    start: () => {
      code.sweep(directoriesInUse(parts));
      mappings.start();
    },
    stop: async () => {
      // Mappings wait for their invocations, which end with their environments.
      const stopped = mappings.stop();
      environments.close();
      await stopped;
      code.close();
    },
    replaceCode(from, to) {
      const directory = realpathSync(from);
      const names = functions.all().map(({ functionName }) => functionName);
      const affected = names.filter((name) => functions.latest(name).code.directory === directory);
      if (affected.length === 0) return [];
      const location = code.fromDirectory(to);
      for (const name of affected) service.updateCode(name, location);
      return affected;
    },
  };
}

function directoriesInUse({ functions, layers }: LambdaParts): Set<string> {
  const versions = functions.all().flatMap(({ functionName }) => functions.versions(functionName));
  return new Set([
    ...versions.flatMap((version) => [version.code.directory, ...version.layers.map(({ directory }) => directory)]),
    ...layers.all().map((layer) => layer.code.directory),
  ]);
}
