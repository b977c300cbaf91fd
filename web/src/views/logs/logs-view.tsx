export function LogsView() {
  return null;
}
