import type { ConfirmSignUpRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import type { Handler } from '../../../door/wire/server.ts';
import { escapeXml } from '../../../door/wire/xml.ts';

export const CONFIRM_PATH = '/_telar/cognito/confirmUser';

/** The page behind the link of a pool that confirms by link: whoever opens it is confirmed. */
export function confirmPage(door: Door): Handler {
  return async ({ method, url = '' }) => {
    if (method !== 'GET') return html(405, 'Links are opened with GET.');
    const { client_id, user_name, confirmation_code } = Object.fromEntries(
      new URL(url, 'http://localhost').searchParams,
    );
    const request: ConfirmSignUpRequest = {
      ClientId: client_id,
      Username: user_name,
      ConfirmationCode: confirmation_code,
    };
    try {
      const call = { service: 'cognito', operation: 'ConfirmSignUp', principal: { kind: 'anonymous' } } as const;
      await door.call(call, request);
      return html(200, 'Your registration has been confirmed!');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return html(error.status, error.message);
    }
  };
}

const html = (status: number, text: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>${escapeXml(text)}</title><p>${escapeXml(text)}</p></html>`,
});
