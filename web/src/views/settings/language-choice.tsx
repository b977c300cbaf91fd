import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, LANGUAGES } from '../../i18n/translations.ts';
import { Choice } from '../../ui/choice.tsx';

export function LanguageChoice() {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('settings.language')}
      value={currentLanguage()}
      options={LANGUAGES}
      onChange={(language) => void chooseLanguage(language)}
    />
  );
}
