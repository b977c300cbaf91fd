import * as z from 'zod';
import { parseEnvironment } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { broadcastShard } from '../broadcast/broadcast.ts';
import { countReach, sendEnvironment, sendPorts } from '../broadcast/broadcast-ports.ts';

const environment = parseEnvironment(sendEnvironment, process.env);
const telemetry = createTelemetry();
const ports = sendPorts(environment, telemetry);

const shard = z.object({
  conversationId: z.string(),
  after: z.string(),
  limit: z.number(),
  frame: z.string(),
  correlationId: z.string(),
});

/** What SQS sends, one message at a time: a shard that fails does not take another back to the queue with it. */
const delivery = z
  .object({ Records: z.tuple([z.object({ body: z.string().transform((body) => shard.parse(JSON.parse(body))) })]) })
  .transform(({ Records: [{ body }] }) => body);

export const handler = serviceHandler({
  request: delivery,
  telemetry,
  async handle(request) {
    const reach = await broadcastShard(request, ports);
    telemetry.logger.info('shard broadcast', { conversationId: request.conversationId, ...reach });
    countReach(telemetry, reach);
  },
});
