const { TestEnvironment } = require('jest-environment-node');

/** Tells what runs in a test or hook when Jest will give up on it: epoch milliseconds, as `testDeadline`. See ./waiting.ts. */
module.exports = class DeadlineEnvironment extends TestEnvironment {
  handleTestEvent(event, { testTimeout }) {
    const running = { hook_start: event.hook, test_fn_start: event.test }[event.name];
    if (running) this.global.testDeadline = Date.now() + (running.timeout ?? testTimeout);
  }
};
