import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignInGate } from '../auth/sign-in-gate.tsx';
import { Layout } from './layout.tsx';
import { NotFound } from './not-found.tsx';

/** Each view is a chunk of its own: who only chats fetches no plots. */
const ChatView = lazy(async () => ({ default: (await import('../views/chat/chat-view.tsx')).ChatView }));
const ImagesView = lazy(async () => ({ default: (await import('../views/images/images-view.tsx')).ImagesView }));
const ImageView = lazy(async () => ({ default: (await import('../views/images/image-view.tsx')).ImageView }));
const LogsView = lazy(async () => ({ default: (await import('../views/logs/logs-view.tsx')).LogsView }));
const NotificationsView = lazy(async () => ({
  default: (await import('../views/notifications/notifications-view.tsx')).NotificationsView,
}));
const DashboardView = lazy(async () => ({
  default: (await import('../views/dashboard/dashboard-view.tsx')).DashboardView,
}));
const SettingsView = lazy(async () => ({
  default: (await import('../views/settings/settings-view.tsx')).SettingsView,
}));

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<SignInGate />}>
        <Route element={<Layout />}>
          <Route index element={<Navigate to="/chat" replace />} />
          <Route path="chat/:conversationId?" element={<ChatView />} />
          <Route path="images" element={<ImagesView />} />
          <Route path="images/:imageId" element={<ImageView />} />
          <Route path="logs" element={<LogsView />} />
          <Route path="notifications" element={<NotificationsView />} />
          <Route path="dashboard" element={<DashboardView />} />
          <Route path="settings" element={<SettingsView />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Route>
    </Routes>
  );
}
