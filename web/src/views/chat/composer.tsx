import { type KeyboardEvent, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { useChat, useChatState } from '../../app/chat-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useSecondsUntil } from './connection-badge.tsx';

/** What the server takes (events/chat-text.ts). */
const MAX_CHARACTERS = 1_000;
/** So many before the end, the count is shown. */
const NEAR_CHARACTERS = 100;

/** Enter sends, Shift and Enter begins a line. What is said offline waits in the outbox. */
export function Composer({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation();
  const chat = useChat();
  const { limitedUntil } = useChatState();
  const seconds = useSecondsUntil(limitedUntil);
  const [text, setText] = useState('');
  const characters = Array.from(text.trim()).length;
  const isTooLong = characters > MAX_CHARACTERS;
  const canSend = characters > 0 && !isTooLong;

  const send = () => {
    if (!canSend) return;
    chat.say(conversationId, text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While a character is being composed, Enter belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <div className="composer">
      {seconds > 0 && (
        <p className="composer-limit" role="status">
          {t('chat.limited', { seconds })}
        </p>
      )}
      <div className="composer-row">
        <textarea
          className="field-input composer-text"
          aria-label={t('chat.write')}
          aria-invalid={isTooLong}
          aria-describedby="composer-count"
          placeholder={t('chat.write')}
          rows={Math.min(6, text.split('\n').length)}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            if (target.value.trim() !== '') chat.typing(conversationId);
          }}
          onKeyDown={onKeyDown}
        />
        <Button
          className="button button-primary composer-send"
          onPress={send}
          isDisabled={!canSend}
          aria-label={t('chat.send')}
        >
          <Icon name="send" />
        </Button>
      </div>
      <p id="composer-count" className={isTooLong ? 'composer-count field-error' : 'composer-count field-hint'}>
        {characters > MAX_CHARACTERS - NEAR_CHARACTERS && t('chat.count', { characters, max: MAX_CHARACTERS })}
      </p>
    </div>
  );
}
