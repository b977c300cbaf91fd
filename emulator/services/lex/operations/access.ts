import type { Access } from '../../../door/operation.ts';
import type { Bots } from '../bots.ts';

/** What an operation on a bot asks of policies. */
export const botAccess = (bots: Bots, action: string, botId: string | undefined): Access[] => {
  const resource = bots.botArn(botId);
  return [{ action: `lex:${action}`, resource, resourcePolicy: bots.policy(resource)?.policy }];
};

/** What an operation on an alias asks of policies. */
export const aliasAccess = (
  bots: Bots,
  action: string,
  { botId, botAliasId }: { readonly botId?: string | undefined; readonly botAliasId?: string | undefined },
): Access[] => {
  const resource = bots.aliasArn(botId, botAliasId);
  return [{ action: `lex:${action}`, resource, resourcePolicy: bots.policy(resource)?.policy }];
};
