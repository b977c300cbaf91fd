import * as z from 'zod';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { answerIntent, type FulfilPorts } from './answer-intent.ts';
import { lexEvent } from './lex-event.ts';
import { StubStatusPort } from './status-port.ts';

const environment = parseEnvironment(z.object({ BOT_TIME_ZONE: text }), process.env);
const telemetry = createTelemetry();
const ports: FulfilPorts = {
  status: new StubStatusPort(),
  timeZone: environment.BOT_TIME_ZONE,
  now: () => new Date(),
};

/** Asked by Lex when it knows what somebody wants. */
export const handler = serviceHandler({
  request: lexEvent,
  telemetry,
  async handle(event) {
    const { intent } = event.sessionState;
    telemetry.logger.info('intent', { intent: intent.name, locale: event.bot.localeId });
    return answerIntent(event, ports);
  },
});
