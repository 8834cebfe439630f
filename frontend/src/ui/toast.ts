import { notifications } from '@mantine/notifications';

/** Says shortly that something was done. */
export const toast = (message: string) => notifications.show({ message, color: 'pine' });
