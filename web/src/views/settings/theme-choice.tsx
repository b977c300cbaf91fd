import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import { chooseTheme, currentTheme } from '../../ui/theme.ts';

export function ThemeChoice() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState(currentTheme);
  return (
    <Choice
      label={t('settings.theme')}
      value={theme}
      options={{ system: t('settings.system'), light: t('settings.light'), dark: t('settings.dark') }}
      onChange={(chosen) => {
        chooseTheme(chosen);
        setTheme(chosen);
      }}
    />
  );
}
