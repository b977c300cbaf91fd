import { httpHandler } from '../../shared/http/http-handler.ts';
import { NotFound } from '../../shared/http/problem.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { routes } from '../routes.ts';
import { notFoundRoute } from './route.ts';

const available = routes.map(({ method, path }) => `${method} ${path}`);

export const handler = httpHandler({
  route: notFoundRoute,
  telemetry: createHttpTelemetry(),
  async handle({ method, path }) {
    const error = `There is no ${method} ${path}.`;
    throw new NotFound(error, { error, path, method, available_endpoints: available });
  },
});
