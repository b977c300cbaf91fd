import * as z from 'zod';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { routes } from '../routes.ts';
import { openApiOf } from './openapi.ts';
import { describeRoute } from './route.ts';

const environment = parseEnvironment(z.object({ API_URL: text }), process.env);
const description = openApiOf(routes, environment.API_URL);

/** The description changes when the application is deployed. */
const MAX_AGE_SECONDS = 300;

export const handler = httpHandler({
  route: describeRoute,
  telemetry: createHttpTelemetry(),
  handle: async () => ({ body: description, maxAgeSeconds: MAX_AGE_SECONDS }),
});
