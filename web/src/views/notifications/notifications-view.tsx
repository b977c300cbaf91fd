export function NotificationsView() {
  return null;
}
