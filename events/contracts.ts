import { chatMemberConnected } from './chat-member-connected/v1.ts';
import { chatMemberDisconnected } from './chat-member-disconnected/v1.ts';
import { chatMessageDelivered } from './chat-message-delivered/v1.ts';
import { chatMessageSent } from './chat-message-sent/v1.ts';
import { chatReplyFailed } from './chat-reply-failed/v1.ts';
import type { EventContract } from './contract.ts';
import { countersRepaired } from './counters-repaired/v1.ts';
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
  countersRepaired,
  chatMessageSent,
  chatMessageDelivered,
  chatReplyFailed,
  chatMemberConnected,
  chatMemberDisconnected,
];
