import { compileExpression } from '../../../../emulator/services/stepfunctions/jsonata/expression.ts';
import { scopeOf } from './scope.ts';

const cause = async (source: string) => {
  try {
    return await compileExpression(`{% ${source} %}`, 'Output')(scopeOf({}));
  } catch (error) {
    return String(error).slice(String(error).indexOf("'Output'") + "'Output' ".length);
  }
};

const STACK =
  'threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';
const MEMORY =
  'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage';

describe('A runaway expression', () => {
  it('that never ends is cut off while everything else goes on', async () => {
    let turns = 0;
    const turn = () => {
      turns++;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    const answer = await cause('($f := function($x) { $f($x + 1) }; $f(1))');
    clearImmediate(next);
    expect(answer).toBe('threw an error during evaluation: Expression evaluation timeout: Check for infinite loop');
    expect(turns).toBeGreaterThan(10);
  });

  it('that recurses without end is cut off', async () => {
    expect(await cause('($f := function($x) { 1 + $f($x + 1) }; $f(1))')).toBe(STACK);
  });

  it('that nests too deep is not evaluated', async () => {
    expect(await cause(Array(200).fill('1').join('+'))).toBe(STACK);
    expect(await cause(Array(60).fill('1').join('+'))).toBe(60);
  });

  it('that makes too long a list is cut off', async () => {
    expect(await cause('$count([1..873782])')).toBe(873_782);
    expect(await cause('$count([1..873783])')).toBe(MEMORY);
    expect(await cause('$count([1..90000000])')).toBe(MEMORY);
  });

  it('that makes too long a text is cut off', async () => {
    expect(await cause('($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p("x", 40)))')).toBe(
      MEMORY,
    );
  });
});

it('An expression may have far more members than it may nest', async () => {
  const members = Array.from({ length: 500 }, (_, i) => `'k${i}': $sum([${i}])`).join(',');
  expect(await cause(`$count($keys({${members}}))`)).toBe(500);
});

it('An honest recursion and a long loop are evaluated', async () => {
  expect(await cause('($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(15))')).toBe(1_307_674_368_000);
  expect(await cause("$sum($map([1..500], function($i) { {'a': $i, 'b': $i}.a }))")).toBe(125_250);
});
