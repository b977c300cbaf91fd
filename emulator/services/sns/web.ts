import type { Door } from '../../door/door.ts';
import { AwsError } from '../../door/errors.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { WireAnswer } from '../../door/wire/answer.ts';
import { loadModel } from '../../door/wire/model.ts';
import { queryProtocol } from '../../door/wire/protocols/query.ts';
import type { Handler } from '../../door/wire/server.ts';
import { escapeXml } from '../../door/wire/xml.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Signer } from './signing/signer.ts';
import { SNS_PATH } from './urls.ts';

interface Deps {
  readonly door: Door;
  readonly ids: Ids;
  readonly signer: Signer;
  readonly service: () => ServiceDefinition;
}

/** What a link in a message may do without a signature. */
const LINKED_OPERATIONS = ['ConfirmSubscription', 'Unsubscribe'];

/**
 * Answers the links in SNS's messages, which need no signature: `?Action=ConfirmSubscription…` and `?Action=Unsubscribe…`
 * as SNS does, `confirmation.html` and `unsubscribe.html` for people, and the certificate that signatures are verified by.
 */
export function linkHandler({ door, ids, signer, service }: Deps): Handler {
  return async ({ method, url = '' }) => {
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Links are opened with GET.');
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const page = pathname.slice(SNS_PATH.length);
    if (page === '') return api(searchParams);
    if (page === 'confirmation.html') return confirmation(searchParams);
    if (page === 'unsubscribe.html') return goodbye(searchParams);
    return certificate(page);
  };

  function call(operation: string, input: object): Promise<object> {
    return door.call<object, object>({ service: 'sns', operation, principal: { kind: 'anonymous' } }, input);
  }

  async function api(query: URLSearchParams): Promise<WireAnswer> {
    const target = { service: service(), model: loadModel(service().sdk) };
    const requestId = ids.uuid();
    const { Action = '', ...input } = Object.fromEntries(query);
    try {
      if (!LINKED_OPERATIONS.includes(Action)) {
        throw new AwsError('InvalidAction', `Links may ask for ${LINKED_OPERATIONS.join(' and ')}, not for ${Action}.`);
      }
      return queryProtocol.encode(await call(Action, input), Action, target, requestId);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const code = target.model.error(error.code)?.queryCode ?? error.code;
      const detail = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
      const body = `<ErrorResponse xmlns="${target.service.xmlNamespace}">${detail}<RequestId>${requestId}</RequestId></ErrorResponse>`;
      return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
    }
  }

  async function confirmation(query: URLSearchParams): Promise<WireAnswer> {
    const { TopicArn = '', Token = '', Endpoint = '' } = Object.fromEntries(query);
    return people(async () => {
      await call('ConfirmSubscription', { TopicArn, Token });
      return ['Subscription confirmed', `${Endpoint} now gets the messages of ${TopicArn}.`];
    });
  }

  async function goodbye(query: URLSearchParams): Promise<WireAnswer> {
    const { SubscriptionArn = '' } = Object.fromEntries(query);
    return people(async () => {
      await call('Unsubscribe', { SubscriptionArn });
      return ['Subscription ended', `${SubscriptionArn} gets no more messages.`];
    });
  }

  async function certificate(page: string): Promise<WireAnswer> {
    const { pem, fingerprint } = await signer.certificate();
    if (page !== `SimpleNotificationService-${fingerprint}.pem`) return plain(404, 'There is no such page.');
    return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: pem };
  }
}

async function people(act: () => Promise<readonly [title: string, text: string]>): Promise<WireAnswer> {
  try {
    return html(200, ...(await act()));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return html(error.status, 'That did not work', error.message);
  }
}

const html = (status: number, title: string, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>${escapeXml(title)}</title><h1>${escapeXml(title)}</h1><p>${escapeXml(text)}</p></html>`,
});

const plain = (status: number, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: text,
});
