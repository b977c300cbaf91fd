import type { Account } from '../../../../runtime/account.ts';
import type { HttpAnswer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { mappedText } from './values.ts';

type ByStatus = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The answer as the client is to see it: headers appended, overwritten and removed, and another status, by the status that
 * the integration answered (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
 */
export function mappedAnswer(
  answer: HttpAnswer,
  exchange: Exchange,
  byStatus: ByStatus | undefined,
  account: Account,
): HttpAnswer {
  const parameters = byStatus?.[String(answer.status)];
  if (!parameters) return answer;
  const headers = { ...answer.headers };
  let { status } = answer;
  const source = { exchange, account, body: undefined, answer: { headers: answer.headers, body: jsonOf(answer) } };
  for (const [destination, template] of Object.entries(parameters)) {
    const [, action, place, name = ''] =
      /^(append|overwrite|remove):(header|statuscode)(?:\.(.+))?$/.exec(destination) ?? [];
    const lower = name.toLowerCase();
    const value = action === 'remove' ? undefined : mappedText(template, source);
    if (place === 'statuscode') status = Number(value ?? status) || status;
    else if (action === 'remove') delete headers[lower];
    else if (value !== undefined) {
      const before = headers[lower];
      headers[lower] = action === 'append' && before !== undefined ? [before, value].flat() : value;
    }
  }
  return { ...answer, status, headers };
}

function jsonOf({ body }: HttpAnswer): unknown {
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
