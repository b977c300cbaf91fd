import { invalidParameter } from '../errors.ts';

/** Runtimes of AWS that this emulator runs, all of them on its own Node.js; by identifier, with their major version. */
const NODE_RUNTIMES: ReadonlyMap<string, number> = new Map([
  ['nodejs18.x', 18],
  ['nodejs20.x', 20],
  ['nodejs22.x', 22],
  ['nodejs24.x', 24],
]);

/** @throws AwsError InvalidParameterValueException naming the runtime and those that there are */
export function checkRuntime(runtime: string): string {
  if (NODE_RUNTIMES.has(runtime)) return runtime;
  const known = [...NODE_RUNTIMES.keys()].join(', ');
  throw invalidParameter(`The runtime parameter of ${runtime} is not supported by this emulator, which runs ${known}.`);
}

export function nodeVersionOf(runtime: string): number {
  const version = NODE_RUNTIMES.get(runtime);
  if (version === undefined) throw new Error(`The runtime ${runtime} passed unchecked`);
  return version;
}
