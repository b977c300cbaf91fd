import { createHash } from 'node:crypto';

/** CloudFormation ends generated names with this many letters and digits. */
const SUFFIX_LENGTH = 12;
/** Most services take names of up to 64 characters. */
const DEFAULT_MAX_LENGTH = 64;

/**
 * A name for a resource that has none in the template: `<stack>-<logicalId>-<suffix>`. The parts are cut, the suffix
 * never. It follows from its arguments alone, so that a repeated deployment finds what an earlier one made.
 *
 * @param generation 0 at first, one more with each replacement: old and new resource exist side by side for a while
 */
export function physicalName(
  { stackName, logicalId, generation }: { stackName: string; logicalId: string; generation: number },
  { maxLength = DEFAULT_MAX_LENGTH, lowerCase = false }: { maxLength?: number; lowerCase?: boolean } = {},
): string {
  const suffix = createHash('sha256')
    .update(JSON.stringify([stackName, logicalId, generation]))
    .digest('hex')
    .slice(0, SUFFIX_LENGTH)
    .toUpperCase();
  const room = Math.max(0, maxLength - SUFFIX_LENGTH - 2);
  const idLength = Math.min(logicalId.length, Math.max(Math.floor(room / 2), room - stackName.length));
  const stem = [stackName.slice(0, room - idLength), logicalId.slice(0, idLength)].filter(Boolean).join('-');
  const name = [stem, suffix].filter(Boolean).join('-').slice(-maxLength);
  return lowerCase ? name.toLowerCase() : name;
}
