import { useTranslation } from 'react-i18next';

const builtIn: Record<string, string> = {
  'General, businesses': 'general_business',
  'General, consumers': 'general_consumer',
  'Automation blocked': 'automation_blocked',
  'Yleinen, yritykset': 'general_business',
  'Yleinen, kuluttajat': 'general_consumer',
  'Automaatio estetty': 'automation_blocked',
  'Allmän, företag': 'general_business',
  'Allmän, konsumenter': 'general_consumer',
  'Automatiken spärrad': 'automation_blocked',
};

/** A built-in rule bears the name of its company's language; unless renamed, it is read in one's own. */
export const useRuleName = () => {
  const { t } = useTranslation();
  return ({ name }: { name: string }) => (builtIn[name] ? t(`builtInRule.${builtIn[name]}`) : name);
};
