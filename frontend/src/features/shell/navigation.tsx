import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompany } from '@/api/session';
import { navGroups } from './nav-items';
import classes from './navigation.module.css';

/** The main menu; what one may not see at all is not in it. */
export const Navigation = ({ onNavigate }: { onNavigate: () => void }) => {
  const { t } = useTranslation();
  const { id: companyId, permissions } = useCompany();
  return (
    <nav aria-label={t('nav.label')} className={classes.nav}>
      {navGroups.map((group) => (
        <section key={group.key}>
          <h2 className={classes.heading}>{t(`nav.${group.key}`)}</h2>
          <ul className={classes.list}>
            {group.items
              .filter(({ permission }) => !permission || permissions.includes(permission))
              .map(({ key, to, icon: Sign }) => (
                <li key={key}>
                  <Link
                    to={to}
                    params={{ companyId }}
                    className={classes.link}
                    onClick={onNavigate}
                    preload="intent"
                  >
                    <Sign size={19} stroke={1.7} aria-hidden />
                    {t(`nav.${key}`)}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
};
