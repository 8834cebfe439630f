import { DateInput, type DateInputProps } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { useTranslation } from 'react-i18next';

dayjs.extend(customParseFormat);

type Props = Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat'> & {
  value: string | undefined | null;
  onChange: (on: string | undefined) => void;
};

const shown = { fi: 'D.M.YYYY', sv: 'D.M.YYYY', en: 'D MMM YYYY' };

/* Day before month, always: a browser left to guess would read 5.12. as the twelfth of May. */
const typed = ['D.M.YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD', 'D MMM YYYY', 'D MMMM YYYY', 'D/M/YYYY'];

const read = (text: string) => {
  const day = dayjs(text.trim(), typed, 'en', true);
  return day.isValid() ? day.format('YYYY-MM-DD') : null;
};

const dayOf = (value: unknown) =>
  typeof value === 'string' && value ? value.slice(0, 10) : undefined;

/** A date, typed or picked, in the order the reader's language writes it. */
export const DayField = ({ value, onChange, ...rest }: Props) => {
  const { t, i18n } = useTranslation();
  return (
    <DateInput
      valueFormat={shown[i18n.language as keyof typeof shown] ?? shown.en}
      dateParser={read}
      placeholder={t('datePlaceholder')}
      value={value ?? null}
      onChange={(next) => onChange(dayOf(next))}
      leftSection={<IconCalendar size={16} aria-hidden />}
      clearButtonProps={{ 'aria-label': t('clear') }}
      previousLabel={t('previousMonth')}
      nextLabel={t('nextMonth')}
      {...rest}
    />
  );
};
