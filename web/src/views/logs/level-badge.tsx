import type { Level } from './log-types.ts';
import './level-badge.css';

/** The level in words; the colour only repeats it. */
export function LevelBadge({ level }: { readonly level: Level }) {
  return <span className={`level level-${level.toLowerCase()}`}>{level}</span>;
}
