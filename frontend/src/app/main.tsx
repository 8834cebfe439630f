import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/schibsted-grotesk/wght.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { rememberedLanguage, startI18n } from '@/lib/i18n';
import { App } from './app';

const element = document.getElementById('root');

if (element) {
  await startI18n(rememberedLanguage());
  createRoot(element).render(<App />);
}
