import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '@/api/session';
import { BearMark } from '@/ui/bear-mark';
import { CompanySwitcher } from './company-switcher';
import { Navigation } from './navigation';
import classes from './shell.module.css';
import { UserMenu } from './user-menu';

type Props = { onSignedOut: () => void; children: ReactNode };

/** The frame of every page: the menu, the company, the person. */
export const Shell = ({ onSignedOut, children }: Props) => {
  const { t } = useTranslation();
  const { name } = useCompany();
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: { base: 56, md: 0 } }}
      navbar={{ width: 256, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header className={classes.header} hiddenFrom="md">
        <Burger
          opened={isOpen}
          onClick={toggle}
          size="sm"
          color="#fff"
          aria-label={isOpen ? t('nav.shut') : t('nav.open')}
          aria-expanded={isOpen}
        />
        <BearMark tone="light" size={26} />
        <span className={classes.company}>{name}</span>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar}>
        <div className={classes.top}>
          <CompanySwitcher />
        </div>
        <Navigation onNavigate={close} />
        <div className={classes.bottom}>
          <UserMenu onSignedOut={onSignedOut} />
        </div>
      </AppShell.Navbar>
      <AppShell.Main>
        <div id="content" tabIndex={-1} className={classes.content}>
          {children}
        </div>
      </AppShell.Main>
    </AppShell>
  );
};
