export function ImageView() {
  return null;
}
