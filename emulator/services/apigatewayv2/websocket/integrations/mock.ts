import { z } from 'zod';
import { internalError } from '../failure.ts';
import type { Integrate } from './integration.ts';
import { mappedRequest } from './mapped-request.ts';

const answerSchema = z.object({ statusCode: z.coerce.number().int().min(100).max(599) });

/** MOCK: no backend; the request template says with which status to go on (default 200). */
export const mock: Integrate = async (call) => {
  const { body } = mappedRequest(call);
  if (call.integration.record.RequestTemplates === undefined) return { status: 200, headers: {} };
  try {
    return { status: answerSchema.parse(JSON.parse(body)).statusCode, headers: {} };
  } catch (error) {
    throw internalError(error);
  }
};
