import * as z from 'zod';
import { checkIn, MAX_CARRIED_BYTES, redeem } from '../../../functions/shared/claim-check.ts';
import { ObjectNotFoundError } from '../../../functions/shared/object-store.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';

const place = { bucket: 'archive', key: 'in-transit/ab12.json' };
const texts = z.array(z.string());

describe('a value on its way to the next step', () => {
  test('is carried as long as it is small', async () => {
    const objects = new MemoryObjectStore();

    expect(await checkIn(['a', 'b'], place, objects)).toEqual({ value: ['a', 'b'] });
    expect(objects.written).toEqual([]);
  });

  test('is left in the bucket when it is large, and found again', async () => {
    const objects = new MemoryObjectStore();
    const large = ['é'.repeat(MAX_CARRIED_BYTES / 2)];
    const claim = await checkIn(large, place, objects);

    expect(claim).toEqual({ location: place });
    expect(await redeem(claim, texts, objects)).toEqual(large);
  });

  test('that is no longer there is an error', async () => {
    await expect(redeem({ location: place }, texts, new MemoryObjectStore())).rejects.toThrow(ObjectNotFoundError);
  });
});
