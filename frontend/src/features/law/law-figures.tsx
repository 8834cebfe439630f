import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { type Column, DataTable } from '@/ui/data-table';
import { Day, DaySpan } from '@/ui/day';
import { Panel } from '@/ui/panel';
import { ConfidenceMark } from './confidence-mark';
import { FigureValue } from './figure-value';
import classes from './law.module.css';

type Pack = Schemas['LawPack'];
type Figure = Schemas['LawFigure'];

const themes: { key: string; kinds: Figure['kind'][] }[] = [
  { key: 'interest', kinds: ['rate', 'margin', 'ceiling', 'day_count'] },
  {
    key: 'costs',
    kinds: ['fee', 'total', 'wait', 'bill_lead', 'count', 'compensation', 'own_letter'],
  },
  { key: 'payment', kinds: ['due_day', 'term', 'allocation', 'limitation'] },
  { key: 'possession', kinds: ['deadline'] },
  { key: 'letters', kinds: ['contents'] },
];

const acts = ['reminder', 'demand', 'second_demand', 'extension', 'payment_plan'];
const placeOf = ({ act }: Figure) => (act ? acts.indexOf(act) : 0);

/* One act's figures stand together, for a consumer and a business to be compared. */
const ofKind = (figures: Figure[], kind: Figure['kind']) =>
  figures.filter((one) => one.kind === kind).sort((a, b) => placeOf(a) - placeOf(b));

/** The figures in force, by kind: value, whom it concerns, since when, by which statute. */
export const LawFigures = ({ pack }: { pack: Pack }) => {
  const { t } = useTranslation('law');
  const columns = useFigureColumns(pack);
  return themes.map(({ key, kinds }) => {
    const figures = kinds.flatMap((kind) => ofKind(pack.figures, kind));
    if (figures.length === 0) return null;
    return (
      <div key={key} className={classes.theme}>
        <Panel title={t(`themes.${key}`)} flush>
          <DataTable
            caption={t(`themes.${key}`)}
            columns={columns}
            rows={figures}
            rowKey={(figure) => JSON.stringify(figure)}
          />
        </Panel>
      </div>
    );
  });
};

const useTitle = (pack: Pack) => {
  const { t } = useTranslation('law');
  const { word } = useCodes();
  /* Where nothing is added to the rate, what the country publishes is the late rate itself. */
  const margins = pack.figures.filter(({ kind }) => kind === 'margin');
  const isWhole = margins.length > 0 && margins.every(({ percent }) => isZero(percent));
  return ({ kind, act, gates, step, of }: Figure) => {
    const words = {
      of: of ? t(`limits.${of}`) : '',
      act: act ? word('lawAct', act) : '',
      step: step ? word('step', step) : '',
    };
    if (kind === 'rate' && isWhole) return t('kinds.wholeRate');
    if (kind === 'wait') return t(gates === 'fee' ? 'kinds.waitFee' : 'kinds.waitAct', words);
    return t(`kinds.${kind}`, words);
  };
};

const useFigureColumns = (pack: Pack): Column<Figure>[] => {
  const { t } = useTranslation('law');
  const titleOf = useTitle(pack);
  return [
    {
      key: 'figure',
      header: t('columns.figure'),
      width: '18%',
      card: 'title',
      render: (figure) => <strong className={classes.name}>{titleOf(figure)}</strong>,
    },
    {
      key: 'classes',
      header: t('columns.classes'),
      width: '13%',
      card: 'title',
      render: (figure) => <Classes figure={figure} />,
    },
    {
      key: 'value',
      header: t('columns.value'),
      width: '25%',
      render: (figure) => <FigureValue figure={figure} currency={pack.currency} />,
    },
    {
      key: 'inForce',
      header: t('columns.inForce'),
      width: '14%',
      render: (figure) => <InForce figure={figure} />,
    },
    {
      key: 'statute',
      header: t('columns.statute'),
      render: ({ statute, source }) => (
        <>
          {statute && <div>{statuteText(statute)}</div>}
          {source && <div className={classes.soft}>{source}</div>}
        </>
      ),
    },
    {
      key: 'confidence',
      header: t('columns.confidence'),
      width: '9rem',
      card: 'aside',
      render: (figure) => <ConfidenceMark figure={figure} />,
    },
  ];
};

const Classes = ({ figure }: { figure: Figure }) => {
  const { t } = useTranslation('law');
  const { word } = useCodes();
  if (figure.classes.length === 3) return t('allClasses');
  return figure.classes.map((one) => <div key={one}>{word('claimClass', one)}</div>);
};

const InForce = ({ figure: { from, to } }: { figure: Figure }) => {
  const { t } = useTranslation('law');
  if (to) return <DaySpan from={from} to={to} />;
  const [before, after] = t('since', { on: '|' }).split('|');
  return (
    <span>
      {before}
      <Day on={from} />
      {after}
    </span>
  );
};
