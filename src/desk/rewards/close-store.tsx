import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { StoreOpen } from '#contract/desk/desk-open.ts';
import { useMay } from '#desk/api/me.ts';
import { type OperationsWords, useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';

/** What ends when a store closes, and what stays open, before it does. */
export function CloseStore() {
  const { t } = useOperationsWords();
  const { storeId = '' } = useParams();
  const open = useQuery({
    queryKey: ['store-open', storeId],
    queryFn: () => read(deskLinks.storeOpen(storeId)),
  });
  if (open.data) return <Known open={open.data} />;
  return (
    <Page title={t('desk.close.title')}>
      <Waiting failure={open.error} onRetry={() => void open.refetch()} />
    </Page>
  );
}

function Known({ open }: { readonly open: StoreOpen }) {
  const words = useOperationsWords();
  const { t } = words;
  const may = useMay();
  const leadOn = useLeadOn();
  const [asking, setAsking] = useState(false);
  const { id, name } = open;
  return (
    <Page title={t('desk.close.of', { name })} hint={t('desk.close.hint')}>
      <section className="panel">
        <h2>{t('desk.close.ends')}</h2>
        <Lines lines={endsIn(words, open)} />
      </section>
      <section className="panel">
        <h2>{t('desk.close.stays')}</h2>
        <Lines lines={staysIn(words, open)} />
      </section>
      <p className="soft">{t('desk.close.program')}</p>
      <div className="row">
        <Link className="button quiet" to={deskPlaces.storeOf(id)}>
          {t('desk.keep')}
        </Link>
        {may('close-store') && (
          <button type="button" className="button danger" onClick={() => setAsking(true)}>
            {t('desk.close.yes')}
          </button>
        )}
      </div>
      {asking && (
        <AskTwice
          ending={{
            title: t('desk.close.sure', { name }),
            means: t('desk.close.means'),
            yes: t('desk.close.yes'),
            end: async () => {
              await sendProved(deskLinks.closeStore(id), {});
              leadOn(deskPlaces.storeOf(id));
            },
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useOperationsWords();
  if (lines.length === 0) return <p className="soft">{t('desk.close.nothing')}</p>;
  return (
    <ul className="list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

const endsIn = ({ t, format }: OperationsWords, open: StoreOpen): string[] => [
  ...(open.devices > 0 ? [t('desk.close.devices', { count: open.devices })] : []),
  ...(open.keys > 0 ? [t('desk.close.keys', { count: open.keys })] : []),
  ...(open.associates.length > 0
    ? [t('desk.close.associates', { names: format.list(open.associates) })]
    : []),
];

const staysIn = ({ t, format }: OperationsWords, open: StoreOpen): string[] => [
  ...(open.vouchers.count > 0
    ? [
        t(open.vouchers.more ? 'desk.close.vouchers-more' : 'desk.close.vouchers', {
          count: open.vouchers.count,
        }),
      ]
    : []),
  ...(open.returns.count > 0 ? [t('desk.close.returns', { count: open.returns.count })] : []),
  ...(open.codes > 0 ? [t('desk.close.codes', { count: open.codes })] : []),
  ...(open.account === null ? [] : [t('desk.close.account', { account: open.account })]),
  ...(open.webhooks > 0 ? [t('desk.close.webhooks', { count: open.webhooks })] : []),
  ...(open.posters.length > 0
    ? [t('desk.close.posters', { places: format.list(open.posters) })]
    : []),
  ...(open.onlyThere.length > 0
    ? [t('desk.close.only-there', { rewards: format.list(open.onlyThere) })]
    : []),
];
