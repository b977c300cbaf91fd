import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { rememberedBy } from '../../shared/remembered.ts';
import { askCloudWatch } from './ask-cloud-watch.ts';
import { type ActivityPorts, getActivity } from './get-activity.ts';
import { activityRoute } from './route.ts';
import { activitySpan } from './span.ts';

const environment = parseEnvironment(
  z.object({ API_ID: text, FUNCTION_NAMES: text, POWERTOOLS_METRICS_NAMESPACE: text }),
  process.env,
);
const cloudWatch = new CloudWatchClient(CLIENT);
const ports: ActivityPorts = {
  ask: (queries, span) => askCloudWatch(cloudWatch, queries, span),
  functionNames: environment.FUNCTION_NAMES.split(','),
  apiId: environment.API_ID,
  namespace: environment.POWERTOOLS_METRICS_NAMESPACE,
  now: () => new Date(),
};

/** What CloudWatch has heard of is a minute old anyway, and it charges for every metric of every answer. */
const MAX_AGE_SECONDS = 60;
/** A page shows one span to everybody who looks at it; others are of people who look around. */
const MAX_REMEMBERED = 30;

const activity = rememberedBy(
  { seconds: MAX_AGE_SECONDS, atMost: MAX_REMEMBERED, monotonic: () => performance.now() },
  ({ start, end, periodSeconds }) => `${start} ${end} ${periodSeconds}`,
  (span: ReturnType<typeof activitySpan>) => getActivity(span, ports),
);

export const handler = httpHandler({
  route: activityRoute,
  telemetry: createHttpTelemetry(),
  handle: async ({ query }) => ({
    body: await activity(activitySpan(query, ports.now())),
    maxAgeSeconds: MAX_AGE_SECONDS,
  }),
});
