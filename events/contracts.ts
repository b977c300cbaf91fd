import type { EventContract } from './contract.ts';
import { imageProcessed } from './image-processed/v1.ts';
import { imageRejected } from './image-rejected/v1.ts';
import { imageUploaded } from './image-uploaded/v1.ts';
import { logsIngested } from './logs-ingested/v1.ts';
import { logsRejected } from './logs-rejected/v1.ts';
import { logsSubmitted } from './logs-submitted/v1.ts';
import { notificationFailed } from './notification-failed/v1.ts';
import { notificationRequested } from './notification-requested/v1.ts';
import { notificationSent } from './notification-sent/v1.ts';

/** Every event that travels on the bus. */
export const contracts: readonly EventContract[] = [
  imageUploaded,
  imageProcessed,
  imageRejected,
  logsSubmitted,
  logsIngested,
  logsRejected,
  notificationRequested,
  notificationSent,
  notificationFailed,
];
