import type { Account } from '../../../runtime/account.ts';
import { type Answered, contextValue } from './context.ts';
import type { Exchange } from './exchange.ts';

const VARIABLE = /\$context\.([\w:.-]*[\w])/g;

/** A line of the access log in the stage's format; a variable that has no value is `-`. */
export function accessLogLine(format: string, exchange: Exchange, account: Account, answered: Answered): string {
  return format.replace(VARIABLE, (_, name: string) => {
    const value = contextValue(exchange, account, name, answered);
    // Most formats are JSON: a message with quotes must not break the line. What AWS quotes itself stays as it is.
    if (value === undefined || value === null || value === '') return '-';
    const text = String(value);
    return name === 'error.messageString' ? text : JSON.stringify(text).slice(1, -1);
  });
}
