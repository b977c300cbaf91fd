import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import { compileTemplate } from '../../../../emulator/services/stepfunctions/jsonata/template.ts';
import { scopeOf } from './scope.ts';

const fill = (template: Json) => compileTemplate(template, 'Output')(scopeOf({ n: 5 }));

describe('A JSONata template', () => {
  it('replaces the expressions at any depth and copies everything else', async () => {
    const template = { n: '{% $states.input.n %}', list: [1, { sum: '{% $sum([1, 2]) %}' }], text: ' {% x %} ' };
    expect(await fill(template)).toEqual({ n: 5, list: [1, { sum: 3 }], text: ' {% x %} ' });
    expect(await fill('{% $states.input %}')).toEqual({ n: 5 });
  });

  it('answers at once when no expression has to be waited for', () => {
    expect(fill({ a: 1 })).toEqual({ a: 1 });
    expect(fill({ n: ['{% $states.input.n + 1 %}'] })).toEqual({ n: [6] });
    expect(fill({ n: '{% $sum([1]) %}' })).toBeInstanceOf(Promise);
  });

  it.each<[Json, string]>([
    [{ a: { b: '{% $missing %}' } }, 'Output/a/b'],
    [{ a: ['x', '{% $missing %}'] }, 'Output/a[1]'],
    [{ a: '{% $sum([1]) %}', b: [[{ c: '{% $missing %}' }]] }, 'Output/b[0][0]/c'],
    ['{% $missing %}', 'Output'],
  ])('%j fails with the place of the expression', async (template, location) => {
    await expect((async () => fill(template))()).rejects.toThrow(
      expect.objectContaining({
        location,
        causeText: `The JSONata expression '$missing' specified for the field '${location}' returned nothing (undefined).`,
      }),
    );
  });
});
