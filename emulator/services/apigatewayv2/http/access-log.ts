import type { Account } from '../../../runtime/account.ts';
import { type Answered, contextValue } from './context.ts';
import type { Exchange } from './exchange.ts';

const VARIABLE = /\$context\.([\w:.-]*[\w])/g;

/** A line of the access log in the stage's format; a variable that has no value is `-`. */
export function accessLogLine(format: string, exchange: Exchange, account: Account, answered: Answered): string {
  return format.replace(VARIABLE, (_, name: string) => {
    const value = contextValue(exchange, account, name, answered);
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
}
