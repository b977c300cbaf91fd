import type { AnyOperation } from '../../../door/operation.ts';
import type { LexParts } from '../parts.ts';
import { aliasOperations } from './aliases.ts';
import { botOperations } from './bots.ts';
import { intentOperations } from './intents.ts';
import { localeOperations } from './locales.ts';
import { policyOperations } from './policies.ts';
import { slotTypeOperations } from './slot-types.ts';
import { slotOperations } from './slots.ts';
import { tagOperations } from './tags.ts';

/** Reads what CloudFormation made. */
export const modelOperations = (parts: LexParts): AnyOperation[] => [
  ...botOperations(parts),
  ...aliasOperations(parts),
  ...localeOperations(parts),
  ...intentOperations(parts),
  ...slotOperations(parts),
  ...slotTypeOperations(parts),
  ...policyOperations(parts),
  ...tagOperations(parts),
];
