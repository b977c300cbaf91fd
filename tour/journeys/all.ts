import { badImage } from './bad-image.ts';
import { bot } from './bot.ts';
import { conversation } from './conversation.ts';
import { eventByHand } from './event-by-hand.ts';
import { execution } from './execution.ts';
import { health } from './health.ts';
import { image } from './image.ts';
import type { Journey } from './journey.ts';
import { logs } from './logs.ts';
import { notification } from './notification.ts';
import { page } from './page.ts';
import { strangers } from './strangers.ts';
import { unknownPath } from './unknown-path.ts';

/** In the order in which they are made; none relies on another. */
export const journeys: readonly Journey[] = [
  health,
  strangers,
  unknownPath,
  image,
  badImage,
  execution,
  logs,
  eventByHand,
  notification,
  conversation,
  bot,
  page,
];
