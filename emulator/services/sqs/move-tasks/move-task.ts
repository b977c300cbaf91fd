/** A task that takes messages of a dead-letter queue back, as it is stored. */
export interface MoveTask {
  readonly id: string;
  /** Tasks of a queue are counted up. */
  readonly number: number;
  /** ARN. */
  readonly source: string;
  /** ARN; without one, messages go back to the queues that they came from. */
  readonly destination?: string;
  /** Without one, as fast as it goes. */
  readonly perSecond?: number;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  /** How many there were when the task began. */
  readonly toMove: number;
  readonly failure?: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** What clients know a task by. */
export const writeTaskHandle = ({ id, source }: MoveTask): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString('base64');

/** The id of the task; undefined when the text is no handle. */
export function readTaskHandle(handle: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(handle, 'base64').toString('utf8'));
    if (typeof value !== 'object' || value === null || !('taskId' in value)) return undefined;
    return typeof value.taskId === 'string' ? value.taskId : undefined;
  } catch {
    return undefined;
  }
}
