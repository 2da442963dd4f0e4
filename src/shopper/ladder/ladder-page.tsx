import type { Ladder, Rung } from '#contract/profile.ts';
import { readableRate } from '#domain/values/currency.ts';
import { useLadder } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { type Page, usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';

const dayMs = 24 * 60 * 60_000;

/** Every tier as its card: what it gives, from what spend, how much is missing, and until when it lasts. */
export function LadderPage() {
  const { t, format } = usePage();
  const { data: ladder, error, refetch } = useLadder();
  useTitle(t('card.tiers'));
  if (!ladder) return <Loading error={error} refetch={refetch} />;
  const { fadesAt, spent, said } = ladder;
  const hint = said
    ? said.hint
    : fadesAt !== null && t('card.fades', { date: format.date(fadesAt) });
  return (
    <>
      <section>
        <h1>{t('card.tiers')}</h1>
        <p className="large">
          {said ? said.spent : t('card.spent', { money: format.money(spent) })}
        </p>
        {hint && <p className="hint">{hint}</p>}
        <AsOf from={ladder.at} />
      </section>
      <ol className="ladder">
        {ladder.rungs.map((rung) => (
          <li key={rung.id}>
            <Step rung={rung} ladder={ladder} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Step({ rung, ladder: { spent } }: { rung: Rung; ladder: Ladder }) {
  const page = usePage();
  const { t, format } = page;
  const usual = rung.missing && Math.max(0, spent.minor) / rung.from.minor;
  const part = rung.said ? rung.said.part : usual;
  const standing = standingOf(page, rung, spent.minor);
  const yours = t('card.yours');
  const { rate, money } = readableRate(rung.pointsPerUnit, spent.currency);
  return (
    <section className="panel rung">
      <div className="card" data-tier={rung.id} data-finish={rung.finish}>
        <div className="card-top">
          <h2>{rung.name}</h2>
          {rung.held && <span className="tier">{yours}</span>}
        </div>
        <p>
          {rung.said
            ? rung.said.from
            : rung.from.minor > 0
              ? t('card.from', { money: format.money(rung.from) })
              : t('card.start')}
        </p>
        {part !== null && <progress max={1} value={part} aria-hidden="true" />}
        {standing !== yours && (
          <p>
            <b>{standing}</b>
          </p>
        )}
      </div>
      {rung.picture && (
        <div className="pictured">
          <RewardPicture art={{ tint: 0, picture: rung.picture }} large />
        </div>
      )}
      <ul className="perks">
        <li>{t('card.earns', { rate, money: format.money(money) })}</li>
        {rung.perks.map((perk) => (
          <li key={perk}>{perk}</li>
        ))}
      </ul>
    </section>
  );
}

function standingOf(
  { t, format }: Page,
  { held, missing, until, said }: Rung,
  spentMinor: number,
): string {
  if (said) return said.standing;
  if (missing)
    return t(spentMinor > 0 ? 'card.missing' : 'card.first', { money: format.money(missing) });
  if (!held) return t('card.reached');
  // In the course of that day it may go, so the day before is the last whole one.
  return until === null ? t('card.yours') : t('card.until', { date: format.date(until - dayMs) });
}
