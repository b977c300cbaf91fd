import type { Words } from './en.ts';

/** A key that has no words is a mistake that the compiler finds. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Words };
  }
}
