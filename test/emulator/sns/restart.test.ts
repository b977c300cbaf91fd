import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { startCloud } from '../../../emulator/cloud.ts';
import { openWebHook } from './support/web-hook.ts';

describe('SNS after a restart', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'telar-sns-'));
  afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

  const open = async () => {
    const cloud = await startCloud({ dataDirectory });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const sns = new SNSClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
    const close = () => {
      sns.destroy();
      return cloud.close();
    };
    return { sns, close };
  };

  it('delivers what was under way, signed with the same key', async () => {
    const hook = await openWebHook();
    const before = await open();
    const { TopicArn } = await before.sns.send(new CreateTopicCommand({ Name: 'news' }));
    await before.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url }));
    const [letter] = await hook.received(1);
    const { Token } = JSON.parse(letter?.body ?? '');
    await before.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    hook.statuses.push(0);
    const { MessageId } = await before.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    await hook.received(2);
    await before.close();

    const after = await open();
    await after.sns.send(new PublishCommand({ TopicArn, Message: 'again' }));
    const posted = await hook.received(3);
    const messages = posted.slice(1).map(({ body }) => JSON.parse(body));
    expect(messages[0].MessageId).toBe(MessageId);
    const [again] = messages.slice(1);
    expect(again.SigningCertURL.split('/').at(-1)).toBe(messages[0].SigningCertURL.split('/').at(-1));
    await after.close();
    await hook.close();
  });
});
