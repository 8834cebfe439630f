import { useTranslation } from 'react-i18next';

/** Who did something: a person or a key by name, the machine by what it is. */
export const Actor = ({ actor }: { actor: string }) => {
  const { t, i18n } = useTranslation('events');
  const [kind = actor, name] = actor.split(':', 2);
  if (name) return <>{name}</>;
  return <>{i18n.exists(`events:actors.${kind}`) ? t(`actors.${kind}`) : actor}</>;
};
