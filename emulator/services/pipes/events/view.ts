import { textView } from '../../event-sources/filters.ts';

/** Members of events whose text may be JSON (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html#input-transform-implicit). */
const ENCODED = ['body'];

const views = new WeakMap<object, object>();

/** An event as paths see it: JSON in its encoded members is looked into. */
export function viewOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const known = views.get(event);
  if (known) return known;
  const view = Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      ENCODED.includes(name) && typeof value === 'string' ? textView(value) : value,
    ]),
  );
  views.set(event, view);
  return view;
}
