import { withoutErrors, withPlainKeys } from '../../lib/assets/bundler/lean-packages.ts';

describe('what the SDK says of its shapes', () => {
  test('is written with plain keys, which have no side effects', () => {
    const source = ['const _hH = "httpHeader";', 'export var PutObject$ = [0, { [_hH]: _xarp, [_other]: 1 }];'].join(
      '\n',
    );
    expect(withPlainKeys(source)).toContain('[0, { "httpHeader": _xarp, [_other]: 1 }]');
  });

  test('keeps the errors that our sources name, and only those', () => {
    const source = [
      '_s_registry.registerError(S3ServiceException$, S3ServiceException);',
      'n0_registry.registerError(NoSuchBucket$, NoSuchBucket);',
      'n0_registry.registerError(NoSuchKey$, NoSuchKey);',
    ].join('\n');
    expect(
      withoutErrors(source, new Set(['NoSuchKey']))
        .split('\n')
        .filter(Boolean),
    ).toEqual([
      '_s_registry.registerError(S3ServiceException$, S3ServiceException);',
      'n0_registry.registerError(NoSuchKey$, NoSuchKey);',
    ]);
  });
});
