import { gunzipSync } from 'node:zlib';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  PutSessionCommand,
  RecognizeTextCommand,
  RecognizeUtteranceCommand,
} from '@aws-sdk/client-lex-runtime-v2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { HOTEL_BOT } from './support/hotel-bot.ts';
import { type RunningLex, said, startLex, state } from './support/plumbing.ts';

const unpacked = (header: string | undefined): unknown =>
  JSON.parse(gunzipSync(Buffer.from(header ?? '', 'base64')).toString());

let lex: RunningLex;
beforeAll(async () => {
  lex = await startLex(HOTEL_BOT);
});
afterAll(() => lex.close());

describe('a session', () => {
  it('is read as the last turn left it', async () => {
    const sessionId = 'reader';
    await lex.say('book a room', { sessionId });
    const session = await lex.runtime.send(new GetSessionCommand({ ...lex.address, sessionId }));
    expect(session).toMatchObject({
      sessionId,
      messages: [{ contentType: 'PlainText', content: 'In which city?' }],
      sessionState: { dialogAction: { type: 'ElicitSlot', slotToElicit: 'City' }, intent: { name: 'BookRoom' } },
    });
    expect(session.interpretations?.[0]).toMatchObject({ intent: { name: 'BookRoom' }, nluConfidence: { score: 1 } });
  });

  it('is put into any state, from which the next turn goes on', async () => {
    const sessionId = 'putter';
    const put = await lex.runtime.send(
      new PutSessionCommand({
        ...lex.address,
        sessionId,
        sessionState: {
          intent: { name: 'BookRoom', slots: { City: { value: { interpretedValue: 'Cusco' } } } },
          dialogAction: { type: 'ElicitSlot', slotToElicit: 'Nights' },
          sessionAttributes: { favourite: 'single' },
        },
      }),
    );
    expect(unpacked(put.messages)).toEqual([{ contentType: 'PlainText', content: 'How many nights in Cusco?' }]);
    const answer = await lex.say('4 nights', { sessionId });
    expect(state(answer)).toMatchObject({ asks: 'RoomType', slots: { City: 'Cusco', Nights: '4' } });
    expect(answer.sessionState?.sessionAttributes).toEqual({ favourite: 'single' });
  });

  it('goes on by itself when it is told to delegate', async () => {
    const sessionId = 'delegate';
    const sessionState = { intent: { name: 'BookRoom' }, dialogAction: { type: 'Delegate' as const } };
    const put = await lex.runtime.send(new PutSessionCommand({ ...lex.address, sessionId, sessionState }));
    expect(unpacked(put.sessionState)).toMatchObject({ dialogAction: { type: 'ElicitSlot', slotToElicit: 'City' } });
  });

  it('is gone after it is deleted', async () => {
    const address = { ...lex.address, sessionId: 'gone' };
    await lex.say('book a room', address);
    const { $metadata: _metadata, ...deleted } = await lex.runtime.send(new DeleteSessionCommand(address));
    expect(deleted).toEqual(address);
    await expect(lex.runtime.send(new GetSessionCommand(address))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('RecognizeUtterance', () => {
  it('takes text and answers in headers', async () => {
    const answer = await lex.runtime.send(
      new RecognizeUtteranceCommand({
        ...lex.address,
        sessionId: 'utterance',
        requestContentType: 'text/plain; charset=utf-8',
        requestAttributes: Buffer.from('{"a":"1"}').toString('base64'),
        inputStream: Buffer.from('book a room'),
      }),
    );
    expect(answer.inputMode).toBe('Text');
    expect(unpacked(answer.messages)).toEqual([{ contentType: 'PlainText', content: 'In which city?' }]);
    expect(unpacked(answer.inputTranscript)).toBe('book a room');
    expect(unpacked(answer.requestAttributes)).toEqual({ a: '1' });
  });

  it('says of speech that it is not there', async () => {
    const speech = { requestContentType: 'audio/l16; rate=16000; channels=1', inputStream: Buffer.alloc(8) };
    const call = lex.runtime.send(new RecognizeUtteranceCommand({ ...lex.address, ...speech }));
    await expect(call).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a wrong request', () => {
  it.each([
    [
      'an empty text',
      { text: '' },
      'ValidationException',
      /'text' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
    ],
    [
      '1,025 characters',
      { text: 'a'.repeat(1_025) },
      'ValidationException',
      /Member must have length less than or equal to 1024$/,
    ],
    ['a short session id', { sessionId: 'a' }, 'ValidationException', /'sessionId' .* greater than or equal to 2$/],
    ['a session id with a space', { sessionId: 'a b' }, 'ValidationException', /regular expression pattern/],
    ['an unknown bot', { botId: 'ABCDEFGHIJ' }, 'ResourceNotFoundException', /ABCDEFGHIJ/],
    ['an unknown alias', { botAliasId: 'ABCDEFGHIJ' }, 'ResourceNotFoundException', /ABCDEFGHIJ/],
    ['an unknown locale', { localeId: 'fr_FR' }, 'ResourceNotFoundException', /fr_FR/],
    ['an intent that is not there', { sessionState: { intent: { name: 'Nope' } } }, 'ValidationException', /Nope/],
  ])('with %s is refused', async (_what, change, name, message) => {
    const failure = await lex.say('hello', change).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('may have 1,024 characters', async () => {
    expect(said(await lex.say('blah '.repeat(204), { sessionId: 'long' }))).toEqual(['Sorry, I did not get that.']);
  });
});

describe('a role', () => {
  it('talks to the alias that its policy names, and to no other', async () => {
    const { botId, botAliasId } = lex.address;
    const iam = new IAMClient(lex.client);
    const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'talker', AssumeRolePolicyDocument }));
    const Resource = `arn:aws:lex:us-east-1:000000000000:bot-alias/${botId}/${botAliasId}`;
    const Statement = { Effect: 'Allow', Action: 'lex:RecognizeText', Resource };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'talker', PolicyName: 'talk', PolicyDocument }));
    const sts = new STSClient(lex.client);
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'test' }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const runtime = new LexRuntimeV2Client({ ...lex.client, credentials });
    const talk = (change: object) => runtime.send(new RecognizeTextCommand({ ...lex.address, text: 'hi', ...change }));
    await expect(talk({})).resolves.toBeDefined();
    await expect(talk({ botAliasId: 'TSTALIASID' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    runtime.destroy();
  });
});
