import { compilePattern } from '../../../../emulator/services/eventbridge/patterns/pattern.ts';

const pattern = (value: unknown) => compilePattern(JSON.stringify(value));

describe('arrays', () => {
  const people = pattern({ people: { name: ['Ann'], role: ['admin'] } });

  it('match when one element has all the values', () => {
    expect(people.matches({ people: [{ name: 'Bob' }, { name: 'Ann', role: 'admin' }] })).toBe(true);
  });

  it('do not match with values from different elements', () => {
    expect(
      people.matches({
        people: [
          { name: 'Ann', role: 'user' },
          { name: 'Bob', role: 'admin' },
        ],
      }),
    ).toBe(false);
  });

  it('of texts match when one of them does, together with fields beside them', () => {
    const tags = pattern({ tags: ['b'], kind: ['x'] });
    expect(tags.matches({ tags: ['a', 'b'], kind: 'x' })).toBe(true);
  });

  it('are searched through nested arrays', () => {
    expect(people.matches({ people: [[{ name: 'Ann', role: 'admin' }]] })).toBe(true);
  });

  it('take absence from the element that the other fields bind', () => {
    const noIds = pattern({ staff: { firstName: ['Anna'], ids: [{ exists: false }] } });
    const staff = [{ firstName: 'John', ids: [1] }, { firstName: 'Anna' }];
    expect(noIds.matches({ staff })).toBe(true);
    expect(noIds.matches({ staff: [{ firstName: 'Anna', ids: [2] }] })).toBe(false);
  });
});

describe('names with dots', () => {
  it('are the same as steps', () => {
    expect(pattern({ a: { b: ['x'] } }).matches({ 'a.b': 'x' })).toBe(true);
    expect(pattern({ 'a.b': ['x'] }).matches({ a: { b: 'x' } })).toBe(true);
  });
});

describe('$or', () => {
  const either = pattern({ source: ['s'], $or: [{ a: ['1'] }, { b: ['2'], c: ['3'] }] });

  it('takes any of its branches, each with the fields around it', () => {
    expect(either.matches({ source: 's', a: '1' })).toBe(true);
    expect(either.matches({ source: 's', b: '2', c: '3' })).toBe(true);
    expect(either.matches({ source: 's', b: '2' })).toBe(false);
    expect(either.matches({ source: 't', a: '1' })).toBe(false);
  });

  it('multiplies when it stands twice', () => {
    const twice = pattern({ x: { $or: [{ a: [1] }, { b: [1] }] }, y: { $or: [{ c: [1] }, { d: [1] }] } });
    expect(twice.branches).toHaveLength(4);
    expect(twice.matches({ x: { b: 1 }, y: { c: 1 } })).toBe(true);
  });
});

describe('a field that stands twice', () => {
  it('keeps what stands last', () => {
    expect(compilePattern('{"a": ["x"], "a": ["y"]}').matches({ a: 'y' })).toBe(true);
  });
});

describe('explain', () => {
  it('names the first field that fails, with what was asked and what is there', () => {
    const explained = pattern({ source: ['s'], detail: { state: ['on', { prefix: 'st' }] } });
    expect(explained.explain({ source: 's', detail: { state: 'off' } })).toEqual({
      path: 'detail.state',
      expected: ['on', { prefix: 'st' }],
      found: ['off'],
    });
  });

  it('answers nothing for an event that matches', () => {
    expect(pattern({ a: ['x'] }).explain({ a: 'x' })).toBeUndefined();
  });

  it('says when only the elements of an array do not go together', () => {
    const two = pattern({ list: { a: [1], b: [1] } });
    expect(two.explain({ list: [{ a: 1 }, { b: 1 }] })).toMatchObject({ acrossArrayElements: true });
  });
});
