import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const MILLISECONDS_PER_TICK = 10;
/** Places of utime and stime behind the command, which is in parentheses and may hold spaces. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** CPU time that a process has used so far in all its threads, without its children. Linux alone. */
export function cpuMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * MILLISECONDS_PER_TICK;
}

/** The most memory that a process has had so far, in megabytes. Linux alone. */
export const peakMegabytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
