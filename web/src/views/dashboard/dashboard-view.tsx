import { useTranslation } from 'react-i18next';
import { useUser } from '../../auth/session.tsx';
import { Operations } from './operations.tsx';
import { OverTime } from './over-time.tsx';
import { Totals } from './totals.tsx';
import './dashboard.css';

/** Numbers of all domains: how many there are, how it went lately, and for admins what it stands on. */
export function DashboardView() {
  const { t } = useTranslation();
  const { isAdmin } = useUser();
  return (
    <div className="view dashboard">
      <h1>{t('views.dashboard')}</h1>
      <Totals />
      <OverTime />
      {isAdmin && <Operations />}
    </div>
  );
}
