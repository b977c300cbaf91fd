import Linkify from 'linkify-react';

const OPTIONS = {
  target: '_blank',
  rel: 'noopener noreferrer nofollow',
  defaultProtocol: 'https',
  validate: { url: (value: string) => /^(https?:\/\/|www\.)/i.test(value), email: true },
};

export function LinkedText({ text }: { readonly text: string }) {
  return <Linkify options={OPTIONS}>{text}</Linkify>;
}
