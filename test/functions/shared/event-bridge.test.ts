import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventNotTakenError, putEvent } from '../../../functions/shared/event-bridge.ts';
import { startServer } from '../support/recorded-server.ts';

const EVENT = { bus: 'telar-dev', source: 'telar.logs', detailType: 'Logs Submitted', detail: '{"data":{}}' };

describe('an event for EventBridge', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const putWhereTheAnswerIs = async (body: object) => {
    const server = await startServer({ status: 200, body: JSON.stringify(body) });
    const client = new EventBridgeClient(server.client);
    closers.push(server.close, async () => client.destroy());
    return { put: putEvent(client, EVENT), requests: server.requests };
  };
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test('is put on its bus', async () => {
    const { put, requests } = await putWhereTheAnswerIs({ FailedEntryCount: 0, Entries: [{ EventId: 'e1' }] });

    expect(await put).toBe('e1');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      Entries: [
        { EventBusName: 'telar-dev', Source: 'telar.logs', DetailType: 'Logs Submitted', Detail: '{"data":{}}' },
      ],
    });
  });

  test('that was not taken is an error, although the request went well', async () => {
    const refused = { ErrorCode: 'InternalFailure', ErrorMessage: 'try again' };
    const { put } = await putWhereTheAnswerIs({ FailedEntryCount: 1, Entries: [refused] });

    await expect(put).rejects.toThrow(EventNotTakenError);
    await expect(put).rejects.toThrow('Logs Submitted: InternalFailure: try again');
  });
});
