import type {
  PostToConnectionCommandInput,
  PostToConnectionCommandOutput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { operation } from '../../../door/operation.ts';
import { MESSAGE_BYTES } from '../../apigatewayv2/websocket/limits.ts';
import type { Messages } from '../../apigatewayv2/websocket/messages.ts';
import { gone, limitExceeded, payloadTooLarge } from '../errors.ts';
import { type ConnectionDeps, findConnection, manageConnection } from './connection.ts';

interface Deps extends ConnectionDeps {
  readonly messages: Pick<Messages, 'deliver'>;
}

/** The wire gives bytes; callers within the cloud may hand over text, as the SDK lets its callers do. */
type Input = Omit<PostToConnectionCommandInput, 'Data'> & { readonly Data?: Uint8Array | string };

/** https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const postToConnection = (deps: Deps) =>
  operation<Input, Omit<PostToConnectionCommandOutput, '$metadata'>>({
    name: 'PostToConnection',
    access: manageConnection('POST', deps),
    run(input, call) {
      const { Data = '' } = input;
      const data = typeof Data === 'string' ? Buffer.from(Data) : Data;
      if (data.length > MESSAGE_BYTES) throw payloadTooLarge(data.length, MESSAGE_BYTES);
      const sent = deps.messages.deliver(findConnection(input, call, deps), data);
      if (sent === 'gone') throw gone();
      if (sent === 'full') throw limitExceeded();
      return {};
    },
  });
