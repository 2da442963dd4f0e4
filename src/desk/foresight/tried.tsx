import type {
  MomentTried,
  Playground,
  RewardTried,
  RuleTried,
} from '#contract/desk/desk-foresight.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { textIn } from '#domain/program/text.ts';
import { digitGroups } from '#i18n/format.ts';
import { whyLabel } from '#i18n/refusal.ts';

/** What was found of a moment: rewards as the member sees them, and each rule with what it gives or why it does not. */
export function Tried({
  found,
  minor,
  offered,
}: {
  readonly found: MomentTried;
  readonly minor: number;
  readonly offered: Playground;
}) {
  const { t, format, language } = useForesightWords();
  const { currency } = offered;
  const who =
    found.member === null
      ? t('desk.playground.invented')
      : `${found.member.name ?? ''} ${digitGroups(found.member.number)}`.trim();
  return (
    <div className="stack">
      <section className="panel">
        <div role="status">
          <h2>
            {t('desk.playground.earns', {
              count: found.earned,
              amount: format.money({ minor, currency }),
            })}
          </h2>
          <p className="soft">
            <bdi>{who}</bdi> · {textIn(found.tier, language)} ·{' '}
            {t('desk.playground.has', { count: found.spendable })}
          </p>
          {found.asOfToday && <p className="soft">{t('desk.playground.as-of-today')}</p>}
        </div>
        <ul>
          {found.rules.map((rule) => (
            <Rule key={rule.id} rule={rule} currency={currency} />
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{t('desk.playground.sees')}</h2>
        <ul>
          {found.rewards.map((reward) => (
            <Reward key={reward.id} reward={reward} offered={offered} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Rule({ rule, currency }: { readonly rule: RuleTried; readonly currency: string }) {
  const { t, format, language } = useForesightWords();
  const { id, name, points, counted, counts, why } = rule;
  const given =
    counts === 'money'
      ? t('desk.playground.counts-money', { amount: format.money({ minor: counted, currency }) })
      : counts === 'stamps'
        ? t('desk.playground.counts', { count: counted })
        : format.change(points);
  return (
    <li className={why === null ? 'line' : 'line grey'}>
      <div>
        <b>{id === 'purchase' ? t('desk.playground.usual') : textIn(name, language)}</b>
        {why !== null && <span className="soft">{t(`desk.playground.why.${why}`)}</span>}
      </div>
      <span className="amount">{why === null ? given : '–'}</span>
    </li>
  );
}

function Reward({
  reward,
  offered,
}: {
  readonly reward: RewardTried;
  readonly offered: Playground;
}) {
  const { t, format, language } = useForesightWords();
  const tierName = (id: string) => {
    const name = offered.tiers.find((tier) => tier.id === id)?.name;
    return name ? textIn(name, language) : id;
  };
  const { name, points, refusal } = reward;
  return (
    <li className={refusal === null ? 'line' : 'line grey'}>
      <div>
        <b>{textIn(name, language)}</b>
        <span className="soft">
          {refusal === null ? t('desk.playground.can') : whyLabel(t, { format, tierName }, refusal)}
        </span>
      </div>
      <span className="amount">{t('desk.playground.costs', { count: points })}</span>
    </li>
  );
}
