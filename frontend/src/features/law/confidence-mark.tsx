import { IconCircleCheck, IconFileText } from '@tabler/icons-react';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { FlagMark } from '@/ui/flag-mark';
import { Status } from '@/ui/status';

/** How surely a figure is known: quiet when it is, a flag when somebody should look. */
export const ConfidenceMark = ({ figure }: { figure: Schemas['LawFigure'] }) => {
  const { word } = useCodes();
  const said = word('confidence', figure.confidence);
  if (figure.is_flagged) return <FlagMark>{said}</FlagMark>;
  const icon = figure.confidence === 'verified' ? IconCircleCheck : IconFileText;
  return (
    <Status tone="rest" icon={icon}>
      {said}
    </Status>
  );
};
