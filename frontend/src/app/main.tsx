import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/schibsted-grotesk/wght.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { rememberedLanguage, startI18n } from '@/lib/i18n';
import { App } from './app';
import { followNewerBuild } from './newer-build';

const element = document.getElementById('root');

if (element) {
  followNewerBuild();
  await startI18n(rememberedLanguage());
  createRoot(element).render(<App />);
}
