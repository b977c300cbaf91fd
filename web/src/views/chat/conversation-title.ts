type Titled = { readonly kind: 'general' | 'bot' | 'group'; readonly title: string };

/** The two that everybody has are called in the reader's language. */
export function titleOf({ kind, title }: Titled, t: (key: 'chat.general' | 'chat.bot') => string): string {
  return kind === 'group' ? title : t(`chat.${kind}`);
}
