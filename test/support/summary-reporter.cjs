/** Ends a run with one plain line that people and programs can read: `12 passed, 0 failed, 1 skipped`. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
    // A file that could not be loaded has no tests to count, and must not pass for none.
    const broken = testResults.filter((file) => file.testExecError).length;
    const skipped = numPendingTests + numTodoTests;
    const line = `${numPassedTests} passed, ${numFailedTests + broken} failed${skipped ? `, ${skipped} skipped` : ''}`;
    // Jest's own summary comes after that of every reporter.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
};
