/** What a person can put right: it is told in one line, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}
