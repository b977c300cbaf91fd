import { contentTypeOf, filenameOf } from '../../../web/src/uploads/image-file.ts';

describe('a file that is to become an image', () => {
  it.each([
    ['a.jpg', 'image/jpeg', 'image/jpeg'],
    ['without-extension', 'image/png', 'image/png'],
    ['A.AVIF', '', 'image/avif'],
    ['scan.tif', '', 'image/tiff'],
    ['a.txt', 'text/plain', undefined],
    ['renamed.jpg', 'text/plain', undefined],
    ['a.svg', 'image/svg+xml', undefined],
    ['without-anything', '', undefined],
  ])('%s of the type "%s" is sent as %s', (name, type, expected) => {
    expect(contentTypeOf({ name, type })).toBe(expected);
  });

  it.each([
    ['niño 1.jpg', 'niño 1.jpg'],
    ['a/b\\c\u0007.jpg', 'a_b_c_.jpg'],
    ['..', 'image'],
    [' ', 'image'],
    [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(195)}.jpeg`],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('%j is called %j', (name, expected) => {
    expect(filenameOf({ name })).toBe(expected);
  });
});
