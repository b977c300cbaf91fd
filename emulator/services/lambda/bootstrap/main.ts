import { enableCompileCache } from 'node:module';
import { routeAwsHosts } from './aws-hosts.ts';
import { countBuffersWithinHeap, keepCompiledCode } from './buffers-within-heap.ts';
import { openChannel } from './channel.ts';
import { captureLogs } from './console.ts';
import { routeCustomResourceAnswers } from './custom-resource-answers.ts';
import { errorPayload } from './errors.ts';
import { loadHandler } from './load-handler.ts';
import type { InitMessage } from './messages.ts';
import { installModuleHooks } from './modules.ts';
import { provideMounts } from './mounts.ts';
import { provideStreaming } from './response-stream.ts';
import { Runner } from './run.ts';

/** The process of one execution environment: loads a function when told to, then runs it again and again. */

const COMPILE_CACHE_DELAY_MILLISECONDS = 500;

const channel = openChannel();
let runner: Runner | undefined;

channel.onMessage((message) => {
  if (message.kind === 'init') void initialize(message);
  else void runner?.invoke(message);
});
channel.send({ kind: 'ready' });

async function initialize(message: InitMessage): Promise<void> {
  const { taskRoot, handler, nodeVersion } = message;
  Object.assign(process.env, message.environment);
  process.chdir(taskRoot);
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = process.env;
  if (endpoint) routeCustomResourceAnswers(endpoint);
  if (endpoint && region) routeAwsHosts(endpoint, region);
  enableCompileCache(message.compileCache);
  const log = captureLogs({ channel, ...message });
  const fail = (title: string, thrown: unknown) => {
    log.error(title, thrown);
    log.flush();
    channel.send({ kind: 'init-failed', error: errorPayload(thrown) });
  };
  process.on('uncaughtException', (thrown) => (runner ? runner.uncaught(thrown) : fail('Uncaught Exception', thrown)));
  process.on('unhandledRejection', (reason) =>
    runner ? runner.unhandled(reason) : fail('Unhandled Promise Rejection', reason),
  );
  process.on('beforeExit', () => runner?.eventLoopEmpty());
  try {
    provideStreaming();
    const isModule = installModuleHooks({ ...message, mapPath: provideMounts(message) });
    runner = new Runner({ channel, log, nodeVersion, handler: await loadHandler(taskRoot, handler, isModule) });
    countBuffersWithinHeap();
    channel.send({ kind: 'initialized' });
    // The process ends by being killed, so what was compiled is written now, but after an invocation that may wait.
    setTimeout(keepCompiledCode, COMPILE_CACHE_DELAY_MILLISECONDS).unref();
  } catch (thrown) {
    fail('Uncaught Exception', thrown);
  }
}
