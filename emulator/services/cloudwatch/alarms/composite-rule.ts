import { validation } from '../errors.ts';
import type { AlarmState } from './alarm.ts';

type StateOf = (alarm: string) => AlarmState | undefined;
type Rule = (stateOf: StateOf) => boolean;

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()"'\s]+))\s*\)|(AND|OR|NOT|TRUE|FALSE|[()]))/y;

/**
 * Compiles the rule of a composite alarm
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html).
 *
 * @throws AwsError ValidationException
 * @example compileRule('ALARM("errors") AND NOT OK("backlog")')
 */
export function compileRule(text: string): Rule {
  const tokens = readTokens(text);
  let at = 0;
  const accept = (word: string) => {
    if (tokens[at]?.word !== word) return false;
    at += 1;
    return true;
  };
  const either = (): Rule => {
    let left = both();
    while (accept('OR')) left = join(left, both(), (a, b) => a || b);
    return left;
  };
  const both = (): Rule => {
    let left = single();
    while (accept('AND')) left = join(left, single(), (a, b) => a && b);
    return left;
  };
  const single = (): Rule => {
    if (accept('NOT')) {
      const negated = single();
      return (stateOf) => !negated(stateOf);
    }
    if (accept('TRUE')) return () => true;
    if (accept('FALSE')) return () => false;
    if (accept('(')) {
      const inner = either();
      if (!accept(')')) throw invalidRule();
      return inner;
    }
    const token = tokens[at];
    if (!token?.alarm) throw invalidRule();
    at += 1;
    const { alarm, word } = token;
    return (stateOf) => stateOf(alarm) === word;
  };
  const rule = either();
  if (at < tokens.length) throw invalidRule();
  return rule;
}

/** Names of the alarms that a rule asks for, ARNs cut down to the name. */
export const alarmsIn = (text: string): string[] => readTokens(text).flatMap(({ alarm }) => alarm ?? []);

interface RuleToken {
  readonly word: string;
  readonly alarm?: string;
}

function readTokens(text: string): RuleToken[] {
  const tokens: RuleToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, state, double, single, bare, word] = TOKEN.exec(text) ?? [];
    const alarm = double ?? single ?? bare;
    if (state && alarm) tokens.push({ word: state, alarm: alarm.replace(/^arn:.*:alarm:/, '') });
    else if (word) tokens.push({ word });
    else throw invalidRule();
  }
  return tokens;
}

const join = (left: Rule, right: Rule, of: (a: boolean, b: boolean) => boolean): Rule => {
  return (stateOf) => of(left(stateOf), right(stateOf));
};

const invalidRule = () =>
  validation('AlarmRule must contain a valid expression of ALARM, OK and INSUFFICIENT_DATA with AND, OR and NOT.');
