import { FieldError } from 'react-aria-components/FieldError';
import { useTranslation } from 'react-i18next';

/** What is wrong with a field, in the reader's language: the browser would say it in its own. */
export function FieldProblem() {
  const { t } = useTranslation();
  return (
    <FieldError className="field-error">
      {({ validationDetails, validationErrors }) => {
        if (validationDetails.valueMissing) return t('form.missing');
        return validationDetails.typeMismatch ? t('form.noEmail') : validationErrors.join(' ');
      }}
    </FieldError>
  );
}
