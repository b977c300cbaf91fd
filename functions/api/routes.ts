import { listConversationsRoute } from '../chat/list-conversations/route.ts';
import { listMessagesRoute } from '../chat/list-messages/route.ts';
import { openConversationRoute } from '../chat/open-conversation/route.ts';
import { listFilesRoute } from '../files/list/route.ts';
import { getImageRoute } from '../images/get/route.ts';
import { listImagesRoute } from '../images/list/route.ts';
import { uploadImageRoute } from '../images/upload/route.ts';
import { uploadStatusRoute } from '../images/upload-status/route.ts';
import { getBatchRoute } from '../logs/batch/route.ts';
import { listLogsRoute } from '../logs/list/route.ts';
import { submitLogsRoute } from '../logs/submit/route.ts';
import { getNotificationRoute } from '../notifications/get/route.ts';
import { listNotificationsRoute } from '../notifications/list/route.ts';
import { requestNotificationRoute } from '../notifications/request/route.ts';
import type { Route } from '../shared/http/route.ts';
import { activityRoute } from './activity/route.ts';
import { dashboardRoute } from './dashboard/route.ts';
import { describeRoute } from './describe/route.ts';
import { healthRoute } from './health/route.ts';
import { statsRoute } from './stats/route.ts';

/** Every route of the HTTP API, in the order in which people read of them. */
export const routes: readonly Route[] = [
  healthRoute,
  describeRoute,
  listImagesRoute,
  getImageRoute,
  uploadImageRoute,
  uploadStatusRoute,
  listLogsRoute,
  submitLogsRoute,
  getBatchRoute,
  listNotificationsRoute,
  getNotificationRoute,
  requestNotificationRoute,
  listConversationsRoute,
  openConversationRoute,
  listMessagesRoute,
  statsRoute,
  activityRoute,
  dashboardRoute,
  listFilesRoute,
];
