const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

let minute = -1;
let prefix = '';

/** The time of a request as API Gateway writes it: `12/Mar/2020:19:03:58 +0000`. */
export function requestTime(at: number): string {
  const date = new Date(at);
  const current = Math.floor(at / 60_000);
  if (current !== minute) {
    minute = current;
    prefix = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  }
  return `${prefix}:${two(date.getUTCSeconds())} +0000`;
}

const two = (value: number) => String(value).padStart(2, '0');
