import type { Account } from '../../../runtime/account.ts';
import type { SocketRequest } from './request.ts';
import { contextValue, type Outcome, scalarText } from './values.ts';

const VARIABLE = /\$context\.([\w.]*\w)/g;

/**
 * A line of the access log in the stage's format, as JSON or any other text with `$context` variables; one that has no
 * value is `-` (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html).
 * What clients send in headers and query strings has no variable, so tokens are not logged.
 */
export function accessLogLine(format: string, request: SocketRequest, outcome: Outcome, account: Account): string {
  return format.replace(VARIABLE, (_, path: string) => {
    const text = scalarText(contextValue(request, account, path, outcome));
    if (!text) return '-';
    // Most formats are JSON: a value with quotes must not break the line. What is quoted already stays as it is.
    return path === 'error.messageString' ? text : JSON.stringify(text).slice(1, -1);
  });
}
