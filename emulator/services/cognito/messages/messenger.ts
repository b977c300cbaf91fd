import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { Outbox, OutgoingMessage } from '../../../runtime/outbox.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { NO_CLIENT, type Triggers, triggerAttributes } from '../triggers/triggers.ts';
import type { User } from '../users/user.ts';
import { type ContactAttribute, deliveryDetails } from './delivery.ts';
import {
  CODE,
  LINK,
  linkTemplate,
  type MessageSource,
  type MessageTemplate,
  templateFor,
  USERNAME,
} from './templates.ts';

interface Deps {
  readonly outbox: Outbox;
  readonly triggers: Triggers;
  /** The page that confirms whoever opens it. */
  readonly confirmUrl: (query: Readonly<Record<string, string>>) => string;
}

export interface CodeMessage {
  readonly pool: UserPool;
  /** Absent in calls of administrators. */
  readonly clientId?: string | undefined;
  readonly user: User;
  readonly source: MessageSource;
  readonly to: ContactAttribute;
  /** Default: what the user's attribute says. */
  readonly address?: string | undefined;
  /** A code, or a temporary password. */
  readonly code: string;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const SENDER = 'no-reply@verificationemail.com';
const SMS_SENDER = 'NOTICE';

/** Writes to users, in the words of the pool or of its function. */
export class Messenger {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async send(message: CodeMessage): Promise<CodeDeliveryDetailsType> {
    const { pool, user, to, address = user.attributes[to] ?? '', code } = message;
    const words = await this.#words(message);
    // In mails to people who sign in with an address, that is what they know themselves by.
    const name = pool.settings.UsernameAttributes?.length ? (user.attributes[to] ?? user.username) : user.username;
    const filled = (text: string) => text.replaceAll(CODE, code).replaceAll(USERNAME, name);
    const out: OutgoingMessage =
      to === 'email'
        ? {
            kind: 'email',
            from: pool.settings.EmailConfiguration?.From ?? SENDER,
            to: address,
            subject: filled(words.subject),
            text: this.#withLink(filled(words.email), message),
          }
        : { kind: 'sms', from: SMS_SENDER, to: address, text: filled(words.sms) };
    this.#deps.outbox.add(out);
    return deliveryDetails(to, address);
  }

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
  async #words(message: CodeMessage): Promise<MessageTemplate> {
    const { pool, clientId = NO_CLIENT, user, source, clientMetadata } = message;
    const template = templateFor(pool.settings, source);
    const own = byLink(message) ? { ...template, ...linkTemplate(pool.settings) } : template;
    const response = await this.#deps.triggers.run('CustomMessage', {
      pool,
      clientId,
      username: user.username,
      source: `CustomMessage_${source}`,
      request: {
        userAttributes: triggerAttributes(user),
        codeParameter: CODE,
        linkParameter: '{##Click Here##}',
        usernameParameter: source === 'AdminCreateUser' ? USERNAME : null,
        ...(clientMetadata ? { clientMetadata } : {}),
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });
    const { emailSubject, emailMessage, smsMessage } = response ?? {};
    return {
      subject: typeof emailSubject === 'string' ? emailSubject : own.subject,
      email: typeof emailMessage === 'string' ? emailMessage : own.email,
      sms: typeof smsMessage === 'string' ? smsMessage : own.sms,
    };
  }

  #withLink(text: string, { clientId = NO_CLIENT, user, code }: CodeMessage): string {
    const url = this.#deps.confirmUrl({ client_id: clientId, user_name: user.username, confirmation_code: code });
    return text.replaceAll(LINK, (_, words: string) => `${words}: ${url}`);
  }
}

const byLink = ({ pool, source, to }: CodeMessage) =>
  to === 'email' &&
  (source === 'SignUp' || source === 'ResendCode') &&
  pool.settings.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK';
