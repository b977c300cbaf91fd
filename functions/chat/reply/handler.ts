import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { LexRuntimeV2Client } from '@aws-sdk/client-lex-runtime-v2';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { FALLBACK_INTENT } from '../bot/language.ts';
import { message } from '../message.ts';
import { LexBot } from './lex-bot.ts';
import { replyTo } from './reply-to.ts';

const environment = parseEnvironment(z.object({ BOT_ID: text, BOT_ALIAS_ID: text }), process.env);
const telemetry = createTelemetry();
const lex = telemetry.tracer.captureAWSv3Client(new LexRuntimeV2Client(LONG_CLIENT));
const bot = new LexBot(lex, { botId: environment.BOT_ID, botAliasId: environment.BOT_ALIAS_ID });

/** What the state "Ask the bot" sends. */
const replyRequest = z.object({
  correlationId: z.string(),
  replyId: z.string(),
  message: message.pick({ conversationId: true, userId: true, content: true }),
});

export const handler = serviceHandler({
  request: replyRequest,
  telemetry,
  async handle(request) {
    const reply = await replyTo(request, { bot, now: () => new Date() });
    const { intent, confidence, locale } = reply;
    telemetry.logger.info('the bot replied', { intent, confidence, locale });
    telemetry.metrics.singleMetric().addDimension('intent', intent).addMetric('Intents', MetricUnit.Count, 1);
    if (intent === FALLBACK_INTENT) telemetry.metrics.addMetric('Fallbacks', MetricUnit.Count, 1);
    return { message: reply.message };
  },
});
