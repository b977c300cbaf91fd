import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { requestNotificationRoute } from '../../../../functions/notifications/request/route.ts';
import { useApi } from '../../api/api-context.tsx';
import { fieldErrors } from '../../api/field-errors.ts';
import { ApiError } from '../../api/problem.ts';
import { serverWords } from '../../i18n/server-words.ts';
import { Choice } from '../../ui/choice.tsx';
import { wordsFor } from '../../ui/states.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { type Priority, requestOf } from './notification-request.ts';

type Accepted = z.output<(typeof requestNotificationRoute)['answer']['body']>;

/** What the server takes (events/notification-requested/v1.ts). */
const MAX_TITLE_CHARACTERS = 256;
const DEFAULT_TYPE = 'general';

/** Tells somebody something; what the server finds wrong stands at its field. */
export function NotificationForm({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const [to, setTo] = useState<'myself' | 'others'>('myself');
  const [priority, setPriority] = useState<Priority>('normal');
  const { send, error, isPending } = useSend(() => {
    showToast({ title: t('notifications.onItsWay') });
    onDone();
  });
  const problems = error instanceof ApiError ? error.problems : [];
  const sayOf = (code: string, message: string) => serverWords('fields', { code, message }, t);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) send(requestOf(new FormData(event.currentTarget), { to, priority }));
  };

  return (
    <Form className="form card notification-form" validationErrors={fieldErrors(problems, sayOf)} onSubmit={onSubmit}>
      <TextField label={t('notifications.title')} name="title" isRequired maxLength={MAX_TITLE_CHARACTERS} autoFocus />
      <TextArea label={t('notifications.message')} name="message" isRequired rows={4} />
      <Choice
        label={t('notifications.priority')}
        value={priority}
        options={{
          low: t('notifications.low'),
          normal: t('notifications.normal'),
          high: t('notifications.high'),
          urgent: t('notifications.urgent'),
        }}
        onChange={(chosen) => setPriority(chosen)}
      />
      <Choice
        label={t('notifications.to')}
        value={to}
        options={{ myself: t('notifications.myself'), others: t('notifications.others') }}
        onChange={(chosen) => setTo(chosen)}
      />
      {to === 'others' && (
        <TextField
          label={t('notifications.recipients')}
          hint={t('notifications.recipientsHint')}
          name="recipients"
          isRequired
        />
      )}
      <TextField
        label={t('notifications.type')}
        hint={t('notifications.typeHint')}
        name="type"
        defaultValue={DEFAULT_TYPE}
      />
      {error && problems.length === 0 && (
        <p className="form-error" role="alert">
          {wordsFor(error, t)}
        </p>
      )}
      <div className="notification-actions">
        <SubmitButton isPending={isPending}>{t('notifications.send')}</SubmitButton>
        <Button className="button" onPress={onDone}>
          {t('notifications.cancel')}
        </Button>
      </div>
    </Form>
  );
}

/** The same content sent again is the same request, so that nobody is told twice. */
function useSend(onSent: () => void) {
  const api = useApi();
  const last = useRef({ content: '', key: '' });
  const { mutate, error, isPending } = useMutation({
    mutationFn(request: ReturnType<typeof requestOf>) {
      const content = JSON.stringify(request);
      if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
      return api.post<Accepted>('/notifications', request, { idempotencyKey: last.current.key });
    },
    onSuccess: onSent,
  });
  return { send: mutate, error, isPending };
}
