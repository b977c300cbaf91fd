import type { Fields } from './fields.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const MAX_CHARACTERS = 80;
/** An identifier by Unicode Standard Annex 31. */
const NAME = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
/** What expressions see of the state: `$states`. */
const RESERVED = 'states';

/** Reports the names in `Assign` that no variable can have. @param suffix what a name may end with beside it: `.$` */
export function checkVariableNames(fields: Fields, suffix = ''): void {
  for (const key of Object.keys(fields.record('Assign') ?? {})) {
    const name = suffix !== '' && key.endsWith(suffix) ? key.slice(0, -suffix.length) : key;
    const problem = problemOf(name);
    if (problem !== undefined) fields.invalid(`The variable name '${name}' ${problem}`, 'Assign');
  }
}

function problemOf(name: string): string | undefined {
  if (name === RESERVED) return 'is reserved';
  if (name.length > MAX_CHARACTERS) return `is longer than ${MAX_CHARACTERS} characters`;
  return NAME.test(name) ? undefined : 'is not an identifier';
}
