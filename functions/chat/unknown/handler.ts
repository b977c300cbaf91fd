import * as z from 'zod';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { FrameError } from '../frame-error.ts';
import { ACTIONS } from '../frames.ts';
import { socketHandler } from '../socket-handler.ts';

const MAX_QUOTED_CHARACTERS = 50;

/** The route `$default`: everything that no other route takes. */
export const handler = socketHandler({
  body: z.looseObject({ action: z.unknown().optional() }),
  telemetry: createHttpTelemetry(),
  now: Date.now,
  async handle({ body: { action } }) {
    const named = JSON.stringify(action)?.slice(0, MAX_QUOTED_CHARACTERS).toWellFormed();
    const problem = named === undefined ? 'the frame has no action' : `there is no action ${named}`;
    throw new FrameError('UnknownAction', `${problem}; there are ${ACTIONS.join(', ')}`, { actions: ACTIONS });
  },
});
