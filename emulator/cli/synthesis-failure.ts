import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** How Node starts to report an error that nobody caught. */
const ERROR_LINE = /^(?:Uncaught )?\w*(?:Error|Exception)(?: \[\w+\])?: (.+)/;
const STACK_LINE = /^\s+at .+/;
/** How Node says in which source line it was thrown. */
const PLACE_LINE = /^(file:\/\/\S+?):(\d+)$/;

/**
 * What went wrong in an app, in one line, from what its process printed.
 *
 * @returns the error's message and the source line where it was thrown, relative to the project; all that was printed
 *   when it is no uncaught error of Node's
 * @example failureOf(printed, '/home/ana/shop') // 'stage is "nope" (lib/config.ts:128)'
 */
export function failureOf(printed: string, directory: string): string {
  const lines = stripVTControlCharacters(printed).split('\n');
  const first = lines.findIndex((line) => ERROR_LINE.test(line));
  if (first < 0) return printed.trim();
  const end = lines.findIndex((line, index) => index > first && (STACK_LINE.test(line) || line.trim() === ''));
  const message = lines.slice(first, end < 0 ? undefined : end).join(' ');
  return (ERROR_LINE.exec(message)?.[1] ?? message) + placeOf(lines, directory);
}

function placeOf(lines: readonly string[], directory: string): string {
  for (const line of lines) {
    const [, url, number] = PLACE_LINE.exec(line) ?? [];
    if (!url) continue;
    const path = fileURLToPath(url);
    // A place in the app's libraries or in ours tells its author nothing.
    const inside = path.startsWith(`${directory}/`) && !path.includes('/node_modules/');
    return inside ? ` (${path.slice(directory.length + 1)}:${number})` : '';
  }
  return '';
}
