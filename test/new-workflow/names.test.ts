import { fill, namesOf } from '../../bin/new-workflow/names.ts';

describe('the name of a workflow', () => {
  test.each([
    ['parcel-tracking', 'ParcelTracking', 'parcelTracking', 'Parcel Tracking', 'parcel tracking'],
    ['orders', 'Orders', 'orders', 'Orders', 'orders'],
    ['a1-b2-c3', 'A1B2C3', 'a1B2C3', 'A1 B2 C3', 'a1 b2 c3'],
  ])('is written in each place as that place wants it: %s', (name, pascal, camel, title, words) => {
    expect(namesOf(name)).toEqual({ name, pascal, camel, title, words });
  });

  test.each([
    '',
    'Parcel',
    'parcel_tracking',
    'parcel-',
    '-parcel',
    'parcel--tracking',
    '1parcel',
    'a-1',
    'ñandú',
    '../x',
  ])('is refused when it is none: %j', (name) => {
    expect(() => namesOf(name)).toThrow('as parcel-tracking: not');
  });

  test('is no longer than AWS has room for', () => {
    expect(namesOf('x'.repeat(32)).name).toHaveLength(32);
    expect(() => namesOf('x'.repeat(33))).toThrow('at most 32 characters');
  });

  test('fills a template wherever it stands', () => {
    expect(fill('__name__/__camel__Row: __Name__ "__Title__" of __words__', namesOf('parcel-tracking'))).toBe(
      'parcel-tracking/parcelTrackingRow: ParcelTracking "Parcel Tracking" of parcel tracking',
    );
  });
});
