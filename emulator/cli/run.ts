import { resolve } from 'node:path';
import type { Cloud } from '../cloud.ts';
import { systemClock } from '../runtime/clock.ts';
import { readAssembly } from '../template/assembly.ts';
import type { DeployProgress } from '../template/deploy-progress.ts';
import { type CdkProject, readCdkProject } from './cdk-project.ts';
import { lockDataDirectory } from './data-lock.ts';
import { printExecutions } from './execution-lines.ts';
import { isExpected } from './expected-failure.ts';
import { printFaults } from './fault-lines.ts';
import type { Flags } from './flags.ts';
import { places } from './places.ts';
import { suggestions } from './suggestions.ts';
import { runApp, synthesize } from './synthesize.ts';
import { seconds, type Terminal } from './terminal.ts';
import { watchProject } from './watch-project.ts';

/** Where the project's own assembly is made; `npx cdk synth` writes to its own folder, perhaps for another stage. */
const ASSEMBLY_FOLDER = 'build/cdk.out';

/** What a program that is told to stop does before it goes, in reverse order. */
type CleanUp = () => void | Promise<void>;

/** Starts everything, prints where it is, and stays until it is told to stop. A failed start ends in one line and status 1. */
export async function run(flags: Flags, terminal: Terminal): Promise<void> {
  const cleanUps: CleanUp[] = [];
  const stop = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  stopOnSignals(stop, terminal);
  try {
    await start(flags, terminal, cleanUps);
  } catch (error) {
    await stop();
    if (!(error instanceof Error) || !(isExpected(error) || listenProblem(error))) throw error;
    terminal.done(terminal.bad(messageOf(error, flags)));
    process.exitCode = 1;
  }
}

async function start(flags: Flags, terminal: Terminal, cleanUps: CleanUp[]): Promise<void> {
  const project = flags.app || flags.noApp ? undefined : readCdkProject(process.cwd(), flags.context);
  const dataDirectory = flags.ephemeral ? undefined : resolve(flags.dataDir);
  if (dataDirectory) cleanUps.push(lockDataDirectory(dataDirectory));
  // The app is a process of its own: it runs while this one loads and opens the cloud.
  const synthesis = new AbortController();
  cleanUps.push(() => synthesis.abort());
  const synthesized = project && synthesizeProject(project, terminal, synthesis.signal);
  // Waited for below: until then, that it failed is nobody's business.
  synthesized?.catch(() => {});
  const { startCloud } = await import('../cloud.ts');
  const cloud = await startCloud({
    dataDirectory,
    port: flags.port,
    webPort: flags.web ? flags.webPort : undefined,
    hosts: flags.host,
    allowedHosts: flags.allowHost,
    iam: flags.iam,
    clock: systemClock(flags.clock),
    allowNetwork: flags.allowNetwork,
    allowUnsupported: flags.allowUnsupported,
  });
  cleanUps.push(() => cloud.close());
  cleanUps.push(printFaults(cloud.trace, terminal));

  const assembly = synthesized ? await synthesized : flags.app && resolve(flags.app);
  if (assembly) await deploy(cloud, assembly, terminal);
  cloud.ready();
  // Node counts from the start of the process, which is what a person waits for.
  greet(cloud, terminal, performance.now());
  cleanUps.push(printExecutions(cloud.trace, terminal));
  if (project && flags.watch) cleanUps.push(watchProject({ project, outdir: outdirOf(project), cloud, terminal }));
}

const outdirOf = ({ directory }: CdkProject) => resolve(directory, ASSEMBLY_FOLDER);

async function synthesizeProject(project: CdkProject, terminal: Terminal, signal: AbortSignal): Promise<string> {
  const outdir = outdirOf(project);
  await terminal.step('synthesizing', async (progress) => {
    progress(project.app);
    const { reused } = await synthesize(project, outdir, () => runApp(project, outdir, signal));
    return reused ? 'nothing has changed' : undefined;
  });
  return outdir;
}

async function deploy(cloud: Cloud, directory: string, terminal: Terminal): Promise<void> {
  const assembly = readAssembly(directory, cloud.account);
  await terminal.step(`deploying ${assembly.stacks.length} stacks`, async (progress) => {
    await cloud.deployer.deploy(assembly, (step) => showProgress(step, progress, terminal));
  });
}

function showProgress(step: DeployProgress, progress: (detail: string) => void, terminal: Terminal): void {
  if (step.kind === 'resource') {
    progress(`${step.index} of ${step.total} ${step.action} ${step.stackName}/${step.logicalId} ${step.type}`);
  } else if (step.kind === 'note') {
    terminal.line(
      `  ${terminal.warn('!')} ${[step.stackName, step.logicalId].filter(Boolean).join('/')}: ${step.message}`,
    );
  } else if (step.outcome !== 'unchanged') {
    terminal.line(
      `  ${terminal.good('✓')} ${step.stackName} ${step.outcome} ${terminal.dim(seconds(step.durationMilliseconds))}`,
    );
  }
}

function greet(cloud: Cloud, terminal: Terminal, milliseconds: number): void {
  terminal.line();
  terminal.line(`${terminal.good('Telar is ready')} ${terminal.dim(seconds(milliseconds))}`);
  terminal.line();
  const rows = [['AWS endpoint', `http://localhost:${cloud.port}`], ...places(cloud.deployer.outputs())] as const;
  const width = Math.max(...rows.map(([key]) => key.length));
  for (const [key, value] of rows) terminal.line(`  ${key.padEnd(width)}  ${value}`);
  const { stacks } = cloud.deployer;
  const lines = suggestions(stacks.live().map(({ id }) => stacks.resources(id)));
  if (lines.length === 0) return;
  terminal.line();
  terminal.line('Try, in another terminal:');
  terminal.line(
    `  export AWS_ENDPOINT_URL=http://localhost:${cloud.port} AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_DEFAULT_REGION=${cloud.account.region}`,
  );
  for (const line of lines) terminal.line(`  ${line}`);
  terminal.line();
}

function stopOnSignals(stop: () => Promise<void>, terminal: Terminal): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    // Asked twice, somebody is in a hurry: what was acknowledged is on disk anyhow.
    if (stopping) process.exit(130);
    stopping = true;
    terminal.done(terminal.dim(`stopping (${signal})`));
    void stop().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

/** Why the port of a host could not be opened; undefined when something else went wrong. */
function listenProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  if (error.syscall === 'getaddrinfo') return 'is not known here: choose another with --host <address>';
  if (error.syscall !== 'listen') return undefined;
  if (error.code === 'EADDRINUSE') return 'is taken by another program';
  if (error.code === 'EACCES') return 'may not be used by this user';
  if (error.code === 'EADDRNOTAVAIL') return 'is no address of this machine: choose another with --host <address>';
  return undefined;
}

function messageOf(error: Error, { port, webPort, host = [] }: Flags): string {
  const problem = listenProblem(error);
  if (problem === undefined) return error.message;
  if (problem.includes('--host')) return `The host ${host.join(', ')} ${problem}.`;
  const isWebPort = 'port' in error && error.port === webPort && webPort !== port;
  const [taken, flag] = isWebPort ? [webPort, '--web-port'] : [port, '--port'];
  return `Port ${taken} ${problem}: choose another with ${flag} <port>.`;
}
