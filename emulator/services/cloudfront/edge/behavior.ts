import type { Behavior, Distribution } from '../model.ts';

/**
 * The first behaviour whose pattern fits the path, or the default one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function behaviorFor({ behaviors, defaultBehavior }: Distribution, path: string): Behavior {
  return behaviors.find(({ pathPattern }) => pathPattern && patternFor(pathPattern).test(path)) ?? defaultBehavior;
}

/** `*` stands for any characters, `?` for one; a leading slash is optional. */
function patternFor(pathPattern: string): RegExp {
  const [first, ...rest] = pathPattern;
  const pattern = first === '/' ? rest.join('') : pathPattern;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^/${source}$`);
}
