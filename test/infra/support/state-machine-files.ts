import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const DIRECTORY = join(__dirname, '../../../statemachines');

const retrier = z.looseObject({
  ErrorEquals: z.array(z.string()),
  MaxAttempts: z.number().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.string().optional(),
});
const catcher = z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() });

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
  get Branches(): z.ZodOptional<z.ZodArray<typeof machine>> {
    return z.array(machine).optional();
  },
  get ItemProcessor(): z.ZodOptional<typeof machine> {
    return machine.optional();
  },
});
const machine = z.looseObject({ States: z.record(z.string(), state) });

export type State = z.infer<typeof state>;
export type Machine = z.infer<typeof machine>;

export interface NamedState {
  readonly name: string;
  readonly state: State;
  /** Whether an error is caught by the state itself or by a state around it. */
  readonly caught: boolean;
}

/** The files of statemachines/. */
export function stateMachineNames(): string[] {
  return readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.asl.json'))
    .map((file) => file.replace('.asl.json', ''));
}

export function readStateMachine(name: string): Machine {
  return machine.parse(JSON.parse(readFileSync(join(DIRECTORY, `${name}.asl.json`), 'utf8')));
}

/** Every state, those in branches and iterations too. */
export function allStates({ States }: Machine, caughtAround = false): NamedState[] {
  return Object.entries(States).flatMap(([name, found]) => {
    const caught = caughtAround || found.Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')) === true;
    const inner = [found.Branches ?? [], found.ItemProcessor ?? []].flat();
    return [{ name, state: found, caught }, ...inner.flatMap((machine) => allStates(machine, caught))];
  });
}
