import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/select-field.tsx';
import { isFiltered, type LogFilter, NO_FILTER, RANGE_NAMES } from './log-filter.ts';
import { LEVELS } from './log-types.ts';
import { TypedField } from './typed-field.tsx';

const MAX_TEXT_CHARACTERS = 100;
const MAX_SERVICE_CHARACTERS = 128;

interface FilterBarProps {
  readonly filter: LogFilter;
  /** Services that were seen. */
  readonly services: readonly string[];
  onChange(change: Partial<LogFilter>): void;
}

export function FilterBar({ filter, services, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const ranges = RANGE_NAMES.map((name) => ({ value: name, text: t(`logs.ranges.${name}`) }));
  const levels = [
    { value: '' as const, text: t('logs.allLevels') },
    ...LEVELS.map((level) => ({ value: level, text: level })),
  ];
  return (
    <search className="card log-filter" aria-label={t('logs.filter')}>
      <SelectField
        label={t('logs.level')}
        value={filter.level}
        options={levels}
        onChange={(level) => onChange({ level })}
      />
      <TypedField
        label={t('logs.service')}
        value={filter.service}
        suggestions={services}
        maxLength={MAX_SERVICE_CHARACTERS}
        onChange={(service) => onChange({ service })}
      />
      <SelectField
        label={t('logs.time')}
        value={filter.range}
        options={ranges}
        onChange={(range) => onChange({ range })}
      />
      <TypedField
        label={t('logs.text')}
        type="search"
        value={filter.text}
        maxLength={MAX_TEXT_CHARACTERS}
        onChange={(text) => onChange({ text })}
      />
      {filter.range === 'between' && (
        <>
          <Moment label={t('logs.from')} value={filter.from} onChange={(from) => onChange({ from })} />
          <Moment label={t('logs.to')} value={filter.to} onChange={(to) => onChange({ to })} />
        </>
      )}
      <button type="button" className="button" disabled={!isFiltered(filter)} onClick={() => onChange(NO_FILTER)}>
        {t('logs.clear')}
      </button>
    </search>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
}

/** The browser's own field: it speaks the reader's language and knows their calendar. */
function Moment({ label, value, onChange }: MomentProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        className="field-input"
        type="datetime-local"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
