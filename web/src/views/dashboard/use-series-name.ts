import { useTranslation } from 'react-i18next';
import { LEVELS } from '../logs/log-types.ts';
import { PRIORITIES, type SeriesName } from './plots.ts';

/** Levels are called the same in every language: programs write them. */
export function useSeriesName(): (name: SeriesName) => string {
  const { t } = useTranslation();
  return (name) => {
    const level = LEVELS.find((known) => known === name);
    if (level) return level;
    const priority = PRIORITIES.find((known) => known === name);
    if (priority) return t(`dashboard.priority.${priority}`);
    return t(`dashboard.${name as Exclude<SeriesName, (typeof LEVELS)[number] | (typeof PRIORITIES)[number]>}`);
  };
}
