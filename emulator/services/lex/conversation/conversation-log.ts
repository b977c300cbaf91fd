import type { CreateLogStreamCommandInput, PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Input } from '../dialog/hook-event.ts';
import { fallbackOf, intentOf, type RunningBot } from '../dialog/running-bot.ts';
import type { Session } from '../dialog/session.ts';
import { shownInterpretations, shownSession } from './shapes.ts';

interface Deps {
  readonly door: Door;
  readonly identities: Identities;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

const LEX_SERVICE = 'lexv2.amazonaws.com';

/**
 * Writes turns to CloudWatch Logs as the bot's role, where the alias says so
 * (https://docs.aws.amazon.com/lexv2/latest/dg/conversation-logs-cw.html). A turn does not wait for its log.
 */
export class ConversationLog {
  readonly #deps: Deps;
  readonly #streams = new Map<string, string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  write(bot: RunningBot, session: Session, input: Input, requestId: string): void {
    const timestamp = this.#deps.clock.now();
    for (const { Enabled, Destination } of bot.logs?.TextLogSettings ?? []) {
      if (!Enabled) continue;
      const { CloudWatchLogGroupArn, LogPrefix } = Destination.CloudWatch;
      const message = JSON.stringify(logEntry(bot, session, input, requestId, timestamp));
      const logGroupName = CloudWatchLogGroupArn.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
      this.#writing = this.#writing.then(() => this.#put(bot, logGroupName, LogPrefix, { timestamp, message }));
    }
  }

  /** Resolves when everything so far has been handed over. */
  flushed(): Promise<void> {
    return this.#writing;
  }

  /** Logs that cannot be written are lost, as on AWS; the door's trace shows the refusal. */
  async #put(
    bot: RunningBot,
    logGroupName: string,
    prefix: string,
    event: { timestamp: number; message: string },
  ): Promise<void> {
    const { door, identities, trace, clock, ids } = this.#deps;
    try {
      const principal = identities.assumeForService(bot.roleArn, LEX_SERVICE, 'lex');
      const key = `${bot.aliasArn} ${logGroupName}`;
      const day = new Date(event.timestamp).toISOString().slice(0, 10).replaceAll('-', '/');
      let logStreamName = this.#streams.get(key);
      if (!logStreamName?.startsWith(`${prefix}${day}`)) {
        logStreamName = `${prefix}${day}/${bot.version}/${ids.hex(32)}`;
        const stream = { logGroupName, logStreamName };
        await door.call<CreateLogStreamCommandInput, void>(
          { service: 'logs', operation: 'CreateLogStream', principal },
          stream,
        );
        this.#streams.set(key, logStreamName);
      }
      const input = { logGroupName, logStreamName, logEvents: [event] };
      await door.call<PutLogEventsCommandInput, unknown>(
        { service: 'logs', operation: 'PutLogEvents', principal },
        input,
      );
    } catch (error) {
      if (!(error instanceof AwsError))
        trace.record({ kind: 'fault', at: clock.now(), where: 'Lex conversation logs', error });
    }
  }
}

function logEntry(bot: RunningBot, session: Session, input: Input, requestId: string, timestamp: number) {
  const entry = {
    messageVersion: '2.0',
    botName: bot.name,
    botId: bot.id,
    botAliasName: bot.aliasName,
    botAliasId: bot.aliasId,
    botVersion: bot.version,
    localeId: bot.localeId,
    sessionId: input.sessionId,
    operationName: 'RecognizeText',
    inputMode: 'Text',
    requestId,
    timestamp: new Date(timestamp).toISOString(),
    inputTranscript: input.text,
    missedUtterance: session.intent?.name === fallbackOf(bot).Name,
    interpretations: shownInterpretations(session),
    sessionState: shownSession(session, timestamp),
    messages: session.messages,
    requestAttributes: input.requestAttributes,
  };
  return withoutPrivate(entry, privateValues(bot, session));
}

/** Values of slots that are to be obfuscated, with the slot's name that is written instead. */
function privateValues(bot: RunningBot, { intent }: Session): readonly (readonly [string, string])[] {
  const slots = (intent && intentOf(bot, intent.name)?.Slots) ?? [];
  return slots.flatMap(({ Name, ObfuscationSetting }) => {
    const value = intent?.slots[Name]?.value;
    if (ObfuscationSetting?.ObfuscationSettingType !== 'DefaultObfuscation' || !value) return [];
    const texts = [value.originalValue, value.interpretedValue, ...value.resolvedValues].filter(
      (text) => text.length > 0,
    );
    return [...new Set(texts)].map((text) => [text, `{${Name}}`] as const);
  });
}

function withoutPrivate(value: unknown, hidden: readonly (readonly [string, string])[]): unknown {
  if (typeof value === 'string') return hidden.reduce((text, [secret, name]) => text.replaceAll(secret, name), value);
  if (Array.isArray(value)) return value.map((inner) => withoutPrivate(inner, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPrivate(inner, hidden)]));
}
