import { useTranslation } from 'react-i18next';

const builtIn: Record<string, string> = {
  'General, businesses': 'general_business',
  'General, consumers': 'general_consumer',
  'Automation blocked': 'automation_blocked',
};

/** A built-in rule's name in the reader's language, unless somebody has renamed it. */
export const useRuleName = () => {
  const { t } = useTranslation();
  return ({ name }: { name: string }) => (builtIn[name] ? t(`builtInRule.${builtIn[name]}`) : name);
};
