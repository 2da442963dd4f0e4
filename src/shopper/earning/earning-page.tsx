import { Link } from 'react-router';
import type { EarningWay } from '#contract/profile.ts';
import { useEarning } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { CheckInForm } from './check-in-form.tsx';
import { ClaimForm } from './claim-form.tsx';
import { InvitePanel } from './invite-panel.tsx';

/** What brings points, with cards of stamps and goals as far as they are, and the form for a forgotten scan. */
export function EarningPage() {
  const { t } = usePage();
  const { data, error, refetch } = useEarning();
  useTitle(t('earning.title'));
  if (!data) return <Loading error={error} refetch={refetch} />;
  return (
    <>
      <h1>{t('earning.title')}</h1>
      <AsOf from={data.at} />
      <CheckInForm store={data.checkIn?.store} />
      {data.ways.map((way) => (
        <Way key={way.id} way={way} />
      ))}
      {data.invite && <InvitePanel invite={data.invite} />}
      {data.claim && <ClaimForm claim={data.claim} />}
    </>
  );
}

function Way({ way: { name, gives, asks, progress, again, to } }: { way: EarningWay }) {
  return (
    <section className="panel stack">
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>{gives}</p>
      {again && (
        <p className="place">
          <Icon name="done" />
          {again}
        </p>
      )}
      {progress && (
        <p className="stack">
          <span>{progress.text}</span>
          <progress max={progress.of} value={progress.have} aria-hidden="true" />
        </p>
      )}
      {asks.length > 0 && <p className="hint">{asks.join(' ')}</p>}
      {to && (
        <Link className="button quiet" to={to.path}>
          {to.text}
        </Link>
      )}
    </section>
  );
}
