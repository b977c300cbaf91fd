/**
 * An event pattern that AWS would not take. The message is the one AWS gives after "Event pattern is not valid.
 * Reason: ": the reason on its first line, then where in the pattern.
 */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }

  /** The reason without the place. */
  get reason(): string {
    return this.message.split('\n')[0] ?? '';
  }
}
