import * as z from 'zod';
import type { EventContract } from '../contract.ts';

export const countersRepaired = {
  name: 'counters-repaired',
  description: 'A recount found that counters of a domain were wrong, and they were put right.',
  source: 'telar.counters',
  detailType: 'Counters Repaired',
  data: z.object({
    domain: z.string().min(1),
    counters: z.int().positive().describe('How many of the counters of the domain were wrong.'),
    drift: z
      .record(z.string(), z.int())
      .describe('What was added to all of them together, by name; less than nothing where they had said too much.'),
  }),
  sentByHand: false,
} satisfies EventContract;
