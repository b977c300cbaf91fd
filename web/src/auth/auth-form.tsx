import { type FormEvent, type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslation } from 'react-i18next';
import { SubmitButton } from '../ui/submit-button.tsx';
import { authErrorKey } from './auth-error.ts';

interface AuthFormProps {
  readonly title: string;
  readonly text?: string;
  readonly note?: string | undefined;
  readonly action: string;
  readonly children: ReactNode;
  /** Below the button: other ways to go on. */
  readonly links?: ReactNode;
  /** Gets the fields by name. What it throws is said in words. */
  submit(fields: Readonly<Record<string, string>>): Promise<void>;
}

/** One step of the way in: fields, a button, and what went wrong. */
export function AuthForm({ title, text, note, action, children, links, submit }: AuthFormProps) {
  const { t } = useTranslation();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const);
    setPending(true);
    setError(undefined);
    try {
      await submit(Object.fromEntries(entries));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
    }
  };

  return (
    <Form className="form" onSubmit={onSubmit}>
      <h1>{title}</h1>
      {text && <p className="soft">{text}</p>}
      {note && (
        <p className="auth-note" role="status">
          {note}
        </p>
      )}
      {children}
      {error !== undefined && (
        <p className="form-error" role="alert">
          {t(authErrorKey(error))}
        </p>
      )}
      <SubmitButton isPending={isPending}>{action}</SubmitButton>
      {links && <div className="auth-links">{links}</div>}
    </Form>
  );
}
