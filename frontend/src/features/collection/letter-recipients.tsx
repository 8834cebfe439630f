import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Panel } from '@/ui/panel';
import classes from './letter.module.css';
import type { LetterInMaking, Proposal } from './use-letter';

type Recipient = Schemas['LetterRecipient'];
type Props = { letter: LetterInMaking; proposal: Proposal };

/** Who gets the letter, where it is not the customer alone (R298). */
export const LetterRecipients = ({ letter, proposal }: Props) => {
  const { t } = useTranslation('collection');
  const { recipients } = proposal;
  const chosen =
    letter.draft.recipients ?? recipients.filter((one) => one.is_chosen).map(({ id }) => id);
  const toggle = (id: string) =>
    letter.change({
      recipients: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id],
    });
  if (recipients.length < 2) return null;
  return (
    <Panel title={t('send.recipients')} lead={t('send.recipientsLead')}>
      <fieldset className={classes.recipients} aria-label={t('send.recipients')}>
        {recipients.map((one) => (
          <Choice
            key={one.id}
            recipient={one}
            isChosen={chosen.includes(one.id)}
            onToggle={() => toggle(one.id)}
          />
        ))}
      </fieldset>
    </Panel>
  );
};

type ChoiceProps = { recipient: Recipient; isChosen: boolean; onToggle: () => void };

const Choice = ({ recipient, isChosen, onToggle }: ChoiceProps) => {
  const customers = useTranslation('customers').t;
  const { channel, reason } = useCodes();
  const { name, role, email, reasons } = recipient;
  const way = recipient.channel
    ? [channel(recipient.channel), recipient.channel === 'email' ? email : undefined]
    : reasons.map(({ code }) => reason(code));
  const told = [role && customers(`recipients.roles.${role}`), ...way].filter(Boolean);
  return (
    <Checkbox
      label={name}
      description={told.join(', ')}
      checked={isChosen && Boolean(recipient.channel)}
      disabled={!recipient.channel}
      onChange={onToggle}
    />
  );
};
