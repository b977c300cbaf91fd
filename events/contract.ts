import * as z from 'zod';
import { metadata, metadataByHand } from './envelope.ts';

/** One version of one event: who sends it, under which name, and what it carries. */
export interface EventContract<Data extends z.ZodType = z.ZodType> {
  /** The folder under events/. */
  readonly name: string;
  readonly description: string;
  readonly source: `telar.${string}`;
  readonly detailType: string;
  readonly data: Data;
  /** Sent by people too, who may leave metadata out. */
  readonly sentByHand: boolean;
}

/** The event as a consumer of the bus receives it, for as much of it as the contract decides. */
export function eventOf(contract: EventContract): z.ZodType {
  return z
    .looseObject({
      source: z.literal(contract.source),
      'detail-type': z.literal(contract.detailType),
      detail: z.object({
        metadata: contract.sentByHand ? metadataByHand : metadata,
        data: contract.data,
      }),
    })
    .describe(contract.description);
}

/**
 * The contract as JSON Schema draft 4, the only JSON Schema that an EventBridge registry takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html
 */
export function schemaOf(contract: EventContract): object {
  return { title: contract.detailType, ...z.toJSONSchema(eventOf(contract), { target: 'draft-4', io: 'input' }) };
}
