import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { NewWebhookSecret, WebhookLine } from '#contract/desk/desk-webhooks.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { AddWebhook } from './add-webhook.tsx';
import { FactSources } from './fact-sources.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useTold } from './told.ts';

/** Where events are sent, and how that goes. */
export function Webhooks() {
  const { t } = useOperationsWords();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewWebhookSecret | null>(null);
  const list = useQuery({ queryKey: ['webhooks'], queryFn: () => read(deskLinks.webhooks) });
  const add = may('change-webhooks') && (
    <button type="button" className="button" onClick={() => setAdding(true)}>
      {t('desk.webhooks.add')}
    </button>
  );
  return (
    <Page title={t('desk.webhooks.title')} hint={t('desk.webhooks.hint')} actions={add}>
      {list.data ? (
        <Lines webhooks={list.data.webhooks} />
      ) : (
        <Waiting failure={list.error} onRetry={() => void list.refetch()} />
      )}
      <FactSources />
      {adding && (
        <AddWebhook
          onClose={() => setAdding(false)}
          onMade={(secret) => {
            setAdding(false);
            setMade(secret);
          }}
        />
      )}
      {made && <SecretOnce made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

function Lines({ webhooks }: { readonly webhooks: readonly WebhookLine[] }) {
  const { t } = useOperationsWords();
  const told = useTold();
  if (webhooks.length === 0) return <p className="soft">{t('desk.webhooks.none')}</p>;
  return (
    <ul className="rows">
      {webhooks.map((one) => (
        <li key={one.id} className="line">
          <div>
            <b>
              <Link to={deskPlaces.webhookOf(one.id)}>
                <bdi dir="ltr">{one.url}</bdi>
              </Link>
              {one.disabled && <span className="chip">{t('desk.webhooks.disabled')}</span>}
            </b>
            <span className="soft">{told.wants(one)}</span>
            <span className="soft">{told.state(one)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
