import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import { UNDECIDED } from '../../../../emulator/services/stepfunctions/jsonata/direct/answer.ts';
import { compileDirect } from '../../../../emulator/services/stepfunctions/jsonata/direct/compile.ts';
import { evaluateWithLibrary } from '../../../../emulator/services/stepfunctions/jsonata/evaluate.ts';
import { parseExpression } from '../../../../emulator/services/stepfunctions/jsonata/parse.ts';
import { toJson } from '../../../../emulator/services/stepfunctions/jsonata/to-json.ts';
import { scopeOf } from './scope.ts';

const values: Record<string, Json> = {
  whole: 5,
  zero: 0,
  half: 0.5,
  huge: 1e308,
  text: 'abc',
  empty: '',
  yes: true,
  no: false,
  none: null,
  list: [1, 'a'],
  single: [7],
  bare: [],
  nested: [[1, 2], [3]],
  rows: [{ a: 1 }, { a: 2 }],
  object: { a: { a: 3, b: [4, 5] } },
  hollow: {},
};
const scope = scopeOf(values, { names: values });
const operands = [...Object.keys(values).map((name) => `$${name}`), '$missing', '$states.input.missing', '1', '"x"'];

/** Evaluates both ways; a direct evaluation that leaves the case to the library agrees by definition. */
async function differences(sources: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const source of sources) {
    const parsed = parseExpression(`{% ${source} %}`);
    const direct = compileDirect(parsed.ast) ?? (() => UNDECIDED);
    const answer = direct(scope);
    if (answer === UNDECIDED) continue;
    const library = await evaluateWithLibrary(parsed, scope).catch((error: unknown) => ({ threw: error }));
    if (JSON.stringify(answer) !== JSON.stringify(library === undefined ? undefined : toJson(library))) {
      found.push(`${source}: ${JSON.stringify(answer)}, not ${JSON.stringify(library)}`);
    }
  }
  return found;
}

describe('An expression that is evaluated directly has the answer of the JSONata library', () => {
  it.each(['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '=', '!=', '&', 'and', 'or', 'in'])(
    'for every pair of operands of %s',
    async (operator) => {
      const pairs = operands.flatMap((left) => operands.map((right) => `${left} ${operator} ${right}`));
      expect(await differences(pairs)).toEqual([]);
    },
  );

  it('for paths and indexes', async () => {
    const forms = [
      '',
      '.a',
      '.a.a',
      '.a.b',
      '.a.b[0]',
      '[0]',
      '[-1]',
      '[1].a',
      '.a[0]',
      '.a.b[9]',
      '[0][0]',
      '.b[0].c',
    ];
    const states = operands.filter((name) => name.startsWith('$')).map((name) => name.replace('$', '$states.input.'));
    const roots = [...operands.filter((name) => name.startsWith('$')), ...states];
    expect(await differences(roots.flatMap((root) => forms.map((form) => `${root}${form}`)))).toEqual([]);
  });

  it('for conditions and constructors', async () => {
    const forms = (value: string) => [
      `${value} ? 'then' : 'else'`,
      `${value} ? ${value}`,
      `-${value}`,
      `(${value})`,
      `[${value}]`,
      `[${value}, [${value}], 1]`,
      `{'k': ${value}}`,
      `{'k': {'l': [${value}]}, 'm': ${value}}`,
      `{${value}: 1}`,
      `{'k': 1, 'k': ${value}}`,
    ];
    expect(await differences(operands.flatMap(forms))).toEqual([]);
  });

  it('in the cases that states are full of', () => {
    const sources = ['$states.input.object.a.b[0]', '$whole < 10 and $text = "abc"', "{'a': $text & '-' & $whole}"];
    for (const source of sources) {
      const direct = compileDirect(parseExpression(`{% ${source} %}`).ast);
      expect(direct?.(scope)).not.toBe(UNDECIDED);
      expect(direct).toBeDefined();
    }
  });
});
