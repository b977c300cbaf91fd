import { z } from 'zod';
import { flag, json, number, tags, text } from '../../../template/scalars.ts';

/** Parts that the properties of tables and of global tables share. */

export const attributeDefinitions = z.array(
  z.strictObject({ AttributeName: text, AttributeType: z.enum(['S', 'N', 'B']) }),
);

export const keySchema = z.array(z.strictObject({ AttributeName: text, KeyType: z.enum(['HASH', 'RANGE']) })).min(1);

export const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(text).optional(),
});

export const localIndexes = z.array(z.strictObject({ IndexName: text, KeySchema: keySchema, Projection: projection }));

export const billingMode = z.enum(['PROVISIONED', 'PAY_PER_REQUEST']);

export const tableClass = z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);

export const warmThroughput = z.strictObject({
  ReadUnitsPerSecond: number.optional(),
  WriteUnitsPerSecond: number.optional(),
});

export const streamView = z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']);

export const timeToLive = z.strictObject({ AttributeName: text.optional(), Enabled: flag });

export const pointInTimeRecovery = z.strictObject({
  PointInTimeRecoveryEnabled: flag.optional(),
  RecoveryPeriodInDays: number.optional(),
});

export const resourcePolicy = z.strictObject({ PolicyDocument: json });

export { flag, number, tags, text };

export const NO_INSIGHTS = 'no report of the most used keys is made here';
export const NO_SCALING = 'capacity does not scale here: requests are never throttled';
