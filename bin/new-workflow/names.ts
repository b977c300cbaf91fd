import { PlainError } from '../support/plain-error.ts';

/** With the stage and what stands behind it, still a name that Lambda and EventBridge take: 64 characters. */
const MAX_CHARACTERS = 32;

/** One name, as it is written in the different places. */
export interface Names {
  /** `parcel-tracking`: folders, files, physical names, the path. */
  readonly name: string;
  /** `ParcelTracking`: types and classes. */
  readonly pascal: string;
  /** `parcelTracking`: values. */
  readonly camel: string;
  /** `Parcel Tracking`: detail-types and headings. */
  readonly title: string;
  /** `parcel tracking`: sentences. */
  readonly words: string;
}

/** @throws PlainError saying what a name looks like */
export function namesOf(name: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name) || name.length > MAX_CHARACTERS) {
    throw new PlainError(
      `A workflow is named in small letters, words joined by hyphens, at most ${MAX_CHARACTERS} characters, as parcel-tracking: not "${name}".`,
    );
  }
  const capitalized = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = capitalized.join('');
  return {
    name,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    title: capitalized.join(' '),
    words: name.replaceAll('-', ' '),
  };
}

/** Puts the name into a template, or into its path. */
export function fill(template: string, { name, pascal, camel, title, words }: Names): string {
  return template
    .replaceAll('__name__', name)
    .replaceAll('__Name__', pascal)
    .replaceAll('__camel__', camel)
    .replaceAll('__Title__', title)
    .replaceAll('__words__', words);
}
