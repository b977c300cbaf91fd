import { workflow } from './support/workflow.ts';

describe.each(['image-processing', 'log-ingestion', 'notification-fanout', 'chat-message', 'chat-presence'])(
  'an execution of %s that failed',
  (name) => {
    test('says what its step failed with', async () => {
      const failure = { Error: 'Lambda.Unknown', Cause: 'out of memory' };

      expect(await workflow(name).fails('Failed', { failure })).toEqual({
        error: 'Lambda.Unknown',
        cause: 'out of memory',
      });
    });

    // Step Functions knows no cause of a time-out, and writes null.
    test.each([[{ Error: 'States.Timeout', Cause: null }], [{ Error: 'States.Timeout' }]])(
      'says that no cause is known of %j',
      async (failure) => {
        expect(await workflow(name).fails('Failed', { failure })).toEqual({
          error: 'States.Timeout',
          cause: 'no cause was given',
        });
      },
    );
  },
);
