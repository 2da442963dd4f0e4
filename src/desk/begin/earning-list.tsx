import type { BeginningEarning } from '#contract/desk/desk-begin.ts';
import { useWords } from '#desk/api/words.tsx';
import { textIn } from '#domain/program/text.ts';
import type { BeginWords } from './step.ts';

/** What members get points for, before anybody joins: whoever sets a shop up promises it with the rewards. */
export function Earning({
  t,
  earning: { points, paid, welcome, birthday, inviting, cards },
}: {
  readonly t: BeginWords;
  readonly earning: BeginningEarning;
}) {
  const { format, language } = useWords();
  return (
    <section className="roles">
      <h3>{t('begin.earning')}</h3>
      <ul className="list">
        <li>{t('begin.earning-paid', { points, paid: format.money(paid) })}</li>
        {welcome > 0 && <li>{t('begin.earning-welcome', { points: welcome })}</li>}
        {birthday !== null && <li>{t('begin.earning-birthday', { points: birthday })}</li>}
        {inviting && (
          <li>
            {t('begin.earning-inviting', {
              points: inviting.inviter,
              friend: inviting.friend,
              purchases: inviting.purchases,
            })}
          </li>
        )}
        {cards.map(({ name, points: given }) => (
          <li key={name.en}>
            {t('begin.earning-card', { name: textIn(name, language), points: given })}
          </li>
        ))}
      </ul>
      <p className="soft">{t('begin.earning-hint')}</p>
    </section>
  );
}
