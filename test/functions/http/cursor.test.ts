import { Cursors } from '../../../functions/shared/http/cursor.ts';
import { InvalidRequest } from '../../../functions/shared/http/problem.ts';

const SCOPE = { list: 'listLogs', userId: 'ana', filter: { level: 'ERROR', service: undefined } };
const POSITION = '2026-03-01T10:00:00.000Z#ab12-000007';

describe('a cursor', () => {
  const cursors = new Cursors('a key');
  const cursor = cursors.seal(SCOPE, POSITION);

  test('leads back to where a page ended', () => {
    expect(cursors.open({ ...SCOPE, filter: { level: 'ERROR' } }, cursor)).toBe(POSITION);
  });

  test.each([
    ['of another list', { ...SCOPE, list: 'listImages' }],
    ['of another user', { ...SCOPE, userId: 'ben' }],
    ['with another filter', { ...SCOPE, filter: { level: 'INFO' } }],
  ])('is refused for a page %s', (_, scope) => {
    expect(() => cursors.open(scope, cursor)).toThrow(InvalidRequest);
  });

  test('is refused when any of its characters was changed', () => {
    for (let index = 0; index < cursor.length; index += 1) {
      const other = cursor[index] === 'A' ? 'B' : 'A';
      const tampered = cursor.slice(0, index) + other + cursor.slice(index + 1);
      expect(() => cursors.open(SCOPE, tampered)).toThrow(InvalidRequest);
    }
  });

  test.each(['', '.', 'x', `${cursor}.`, `${cursor}=`, `${cursor}A`, cursor.split('.')[0] ?? ''])(
    'is refused when it is %j',
    (nonsense) => {
      expect(() => cursors.open(SCOPE, nonsense)).toThrow(InvalidRequest);
    },
  );

  test('of another deployment is refused', () => {
    expect(() => new Cursors('another key').open(SCOPE, cursor)).toThrow(InvalidRequest);
  });
});
