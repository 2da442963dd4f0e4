import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '#contract/paths.ts';
import type { Rung } from '#contract/profile.ts';
import { useLadder, useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { keptHere } from '#web/browser-storage.ts';
import { tierSeen } from '#web/tier-seen.ts';
import { followLight } from './follow-light.ts';

/** Shows once on this phone that the member has reached a higher tier. */
export function NewTier() {
  const tier = useWallet().data?.tier.id;
  const [before, setBefore] = useState<string | null>(null);
  useEffect(() => {
    if (!tier) return;
    const seen = keptHere.read(tierSeen);
    // One that has changed counts as seen only when it is shown: without signal nobody knows the ladder.
    if (!seen) keptHere.write(tierSeen, tier);
    else if (seen !== tier) setBefore(seen);
  }, [tier]);
  useLight();
  return (
    before && tier && <Moment key={tier} {...{ before, tier }} onEnd={() => setBefore(null)} />
  );
}

/** Foil catches the light. It is here, and not beside the card, so that the first page waits for none of it. */
function useLight(): void {
  const finish = useWallet().data?.tier.finish;
  useEffect(() => {
    const card = finish === 'foil' && document.querySelector<HTMLElement>('.own > .card');
    return card ? followLight(card) : undefined;
  }, [finish]);
}

/** The old card slides off the new one. It waits for nobody: the page under it is as usable as before. */
function Moment({ before, tier, onEnd }: { before: string; tier: string; onEnd: () => void }) {
  const { t } = usePage();
  const { data: ladder } = useLadder();
  const [isFirst, setFirst] = useState(false);
  const rungs = ladder?.rungs ?? [];
  const old = rungs.findIndex(({ id }) => id === before);
  const now = rungs.findIndex(({ id }) => id === tier);
  const known = now >= 0;
  useEffect(() => {
    if (!known) return;
    // Another window may have shown it meanwhile.
    setFirst(keptHere.read(tierSeen) === before);
    keptHere.write(tierSeen, tier);
  }, [known, before, tier]);
  const [was, is] = [rungs[old], rungs[now]];
  // A lower tier is no moment; its page says how it is. Of a tier that has left the program nobody knows where it stood.
  if (!isFirst || !is || old < 0 || now <= old) return null;
  return (
    <div className="thumb asks above-tabs">
      <section className="panel new-tier" role="status">
        <div aria-hidden="true">
          <Face rung={is} />
          {was && <Face rung={was} />}
        </div>
        <b className="large">{t('card.new', { tier: is.name })}</b>
        <div className="row">
          <Link className="button" to={paths.ladder} onClick={onEnd}>
            {t('card.see')}
          </Link>
          <button type="button" className="button plain" onClick={onEnd}>
            {t('common.close')}
          </button>
        </div>
      </section>
    </div>
  );
}

const Face = ({ rung }: { rung: Rung }) => (
  <p className="card" data-tier={rung.id} data-finish={rung.finish}>
    {rung.name}
  </p>
);
