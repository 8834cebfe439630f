import { DateInput, type DateInputProps } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Props = Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat'> & {
  value: string | undefined | null;
  onChange: (on: string | undefined) => void;
};

const day = (value: unknown) =>
  typeof value === 'string' && value ? value.slice(0, 10) : undefined;

/** A date, typed or picked, in the order the reader's language writes it. */
export const DayField = ({ value, onChange, ...rest }: Props) => {
  const { t, i18n } = useTranslation();
  const format = i18n.language === 'en' ? 'D MMM YYYY' : 'D.M.YYYY';
  return (
    <DateInput
      valueFormat={format}
      placeholder={t('datePlaceholder')}
      value={value ?? null}
      onChange={(next) => onChange(day(next))}
      leftSection={<IconCalendar size={16} aria-hidden />}
      clearButtonProps={{ 'aria-label': t('clear') }}
      previousLabel={t('previousMonth')}
      nextLabel={t('nextMonth')}
      {...rest}
    />
  );
};
