import type { Distributions } from '../distributions.ts';
import { MANAGED_HEADERS_POLICIES } from '../managed-policies.ts';
import type { Behavior } from '../model.ts';

export type Headers = Record<string, string | string[]>;

/** The headers of an answer as the behaviour's policy wants them. */
export function withPolicy(
  headers: Readonly<Headers>,
  { responseHeadersPolicyId: id }: Behavior,
  distributions: Distributions,
): Headers {
  const policy = id === undefined ? undefined : (MANAGED_HEADERS_POLICIES[id] ?? distributions.headersPolicy(id));
  if (!policy) return { ...headers };
  const kept = Object.entries(headers).filter(([name]) => !policy.remove.includes(name));
  const result: Headers = Object.fromEntries(kept);
  for (const { name, value, override } of policy.headers) if (override || !(name in result)) result[name] = value;
  return result;
}
