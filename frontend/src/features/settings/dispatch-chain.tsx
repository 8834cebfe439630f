import { Alert, Checkbox } from '@mantine/core';
import {
  type Icon,
  IconArrowRight,
  IconBarrierBlock,
  IconFileInvoice,
  IconMail,
  IconPlugConnectedX,
  IconPrinter,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import classes from './dispatch-chain.module.css';

type Channel = Schemas['CarriedBy'];
type Props = {
  value: Channel[];
  onChange: (value: Channel[]) => void;
  chain: Schemas['ChainLink'][];
};

const order: Channel[] = ['einvoice', 'email', 'print'];
const signs: Record<Channel, Icon> = {
  einvoice: IconFileInvoice,
  email: IconMail,
  print: IconPrinter,
};

/** How far along the chain an invoice can come: up to the first channel that is not selected. */
const reachOf = (selected: Channel[]) => {
  const stop = order.findIndex((channel) => !selected.includes(channel));
  return stop < 0 ? order.length : stop;
};

/** The chain of channels, drawn so that one sees where it stops (R231-R238). */
export const DispatchChain = ({ value, onChange, chain }: Props) => {
  const { t } = useTranslation('dispatch');
  const reach = reachOf(value);
  const toggle = (channel: Channel, isChosen: boolean) =>
    onChange(order.filter((one) => (one === channel ? isChosen : value.includes(one))));
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{t('channels')}</legend>
      <p className={classes.text}>{t('channelsText')}</p>
      <ol className={classes.chain}>
        {order.map((channel, index) => (
          <Link
            key={channel}
            channel={channel}
            place={index - reach}
            isChosen={value.includes(channel)}
            standing={chain.find((one) => one.channel === channel)}
            onChange={(isChosen) => toggle(channel, isChosen)}
          />
        ))}
      </ol>
      {reach === 0 && (
        <Alert color="lingon" mt="sm" icon={<IconBarrierBlock aria-hidden />} role="status">
          {t('nothingGoes')}
        </Alert>
      )}
    </fieldset>
  );
};

type LinkProps = {
  channel: Channel;
  /** Below zero the chain comes here, at zero it stops here, above zero it never comes. */
  place: number;
  isChosen: boolean;
  standing: Schemas['ChainLink'] | undefined;
  onChange: (isChosen: boolean) => void;
};

const Link = ({ channel, place, isChosen, standing, onChange }: LinkProps) => {
  const { t } = useTranslation('dispatch');
  const codes = useCodes();
  const Sign = signs[channel];
  const lack = !standing?.is_connected ? 'notConnected' : standing.is_ready ? null : 'notReady';
  const state = place < 0 ? 'reached' : place === 0 ? 'stop' : 'beyond';
  return (
    <li className={classes.link} data-state={state}>
      <span className={classes.arrow} aria-hidden>
        {state === 'stop' ? <IconBarrierBlock size={20} /> : <IconArrowRight size={20} />}
      </span>
      <div className={classes.card}>
        <div className={classes.head}>
          <Sign size={22} aria-hidden />
          <Checkbox
            checked={isChosen}
            onChange={(event) => onChange(event.currentTarget.checked)}
            label={codes.channel(channel)}
          />
        </div>
        <p className={classes.need}>{t(`channelTexts.${channel}`)}</p>
        {state === 'stop' && <p className={classes.mark}>{t('stopsHere')}</p>}
        {state === 'beyond' && <p className={classes.mark}>{t('notReached')}</p>}
        {lack && state === 'reached' && (
          <p className={classes.mark}>
            <IconPlugConnectedX size={15} aria-hidden /> {t(lack)}
          </p>
        )}
      </div>
    </li>
  );
};
