import { readFileSync } from 'node:fs';

/**
 * Memory that a process holds now, in megabytes; undefined where the system has no `/proc` (macOS), where a function's
 * memory is bounded by the limit of its heap alone.
 */
export function residentMegabytes(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
