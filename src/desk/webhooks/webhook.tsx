import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskWebhook, NewWebhookSecret } from '#contract/desk/desk-webhooks.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { Deliveries } from './deliveries.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useTold } from './told.ts';

/** One endpoint: how it does, what waits for it, and what it did not take. */
export function Webhook() {
  const { t } = useOperationsWords();
  const { endpointId = '' } = useParams();
  const found = useQuery({
    queryKey: ['webhook', endpointId],
    queryFn: () => read(deskLinks.webhook(endpointId)),
  });
  if (found.data) return <Known key={endpointId} webhook={found.data} />;
  return (
    <Page title={t('desk.webhooks.title')}>
      <Waiting failure={found.error} onRetry={() => void found.refetch()} />
    </Page>
  );
}

function Known({ webhook }: { readonly webhook: DeskWebhook }) {
  const { t } = useOperationsWords();
  const told = useTold();
  const may = useMay();
  return (
    <Page
      title={webhook.url}
      hint={told.wants(webhook)}
      actions={may('change-webhooks') && <Changes webhook={webhook} />}
    >
      <p>{told.state(webhook)}</p>
      <Oddities webhook={webhook} />
      {may('send-webhooks') && <Test id={webhook.id} />}
      <Deliveries webhook={webhook} />
      {webhook.due.length + webhook.failed.length === 0 && (
        <p className="soft">{t('desk.webhooks.all-taken')}</p>
      )}
    </Page>
  );
}

function Changes({ webhook: { id, url } }: { readonly webhook: DeskWebhook }) {
  const { t } = useOperationsWords();
  const leadOn = useLeadOn();
  const [made, setMade] = useState<NewWebhookSecret | null>(null);
  const [ending, setEnding] = useState(false);
  const renew = useAction(() => sendProved(deskLinks.webhookSecret(id), {}), setMade);
  const end = async () => {
    await sendProved(deskLinks.webhookEnd(id), {});
    leadOn(deskPlaces.webhooks);
  };
  return (
    <>
      <Fault error={renew.error} />
      <Menu label={t('desk.webhooks.change')}>
        <button type="button" className="menu-item" onClick={() => renew.run()}>
          {t('desk.webhooks.new-secret')}
        </button>
        <button type="button" className="menu-item bad" onClick={() => setEnding(true)}>
          {t('desk.webhooks.end')}
        </button>
      </Menu>
      {made && <SecretOnce made={made} onClose={() => setMade(null)} />}
      {ending && (
        <AskTwice
          ending={{
            title: t('desk.webhooks.end-of', { url }),
            means: t('desk.webhooks.end-means'),
            yes: t('desk.webhooks.end'),
            end,
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </>
  );
}

/** What keeps events from it, each with what can be done. */
function Oddities({ webhook }: { readonly webhook: DeskWebhook }) {
  const { t, format } = useOperationsWords();
  const may = useMay();
  const { id, disabled, missedFrom } = webhook;
  const enable = useAction(() => send(deskLinks.webhookEnable(id), {}));
  const replay = useAction(() => send(deskLinks.webhookReplay(id), { what: 'missed' }));
  const error = enable.error ?? replay.error;
  if (disabled === null && missedFrom === null) return null;
  return (
    <section className="panel">
      {disabled && (
        <>
          <p>
            {t('desk.webhooks.disabled-since', { time: format.fullDateTime(disabled.since) })}{' '}
            <bdi lang="en">{disabled.reason}</bdi>
          </p>
          {may('send-webhooks') && <Press label={t('desk.webhooks.enable')} action={enable} />}
        </>
      )}
      {disabled === null && missedFrom !== null && (
        <>
          <p>{t('desk.webhooks.missed')}</p>
          {may('send-webhooks') && <Press label={t('desk.webhooks.send-missed')} action={replay} />}
        </>
      )}
      <Fault error={error} />
    </section>
  );
}

function Press({
  label,
  action,
}: {
  readonly label: string;
  readonly action: { readonly busy: boolean; run(): void };
}) {
  return (
    <div>
      <button
        type="button"
        className="button"
        aria-disabled={action.busy}
        onClick={() => action.run()}
      >
        {label}
      </button>
    </div>
  );
}

function Test({ id }: { readonly id: string }) {
  const { t } = useOperationsWords();
  const [answer, setAnswer] = useState<{
    readonly taken: boolean;
    readonly reason: string | null;
  }>();
  const test = useAction(() => send(deskLinks.webhookTest(id), {}), setAnswer);
  return (
    <section className="stack">
      <div className="row">
        <button
          type="button"
          className="button quiet"
          aria-disabled={test.busy}
          onClick={() => test.run()}
        >
          {test.busy ? t('desk.webhooks.testing') : t('desk.webhooks.test')}
        </button>
      </div>
      <Fault error={test.error} />
      {test.error === null && answer && !test.busy && (
        <Note bad={!answer.taken}>
          {answer.taken ? (
            t('desk.webhooks.test-taken')
          ) : (
            <>
              {t('desk.webhooks.test-refused')} <bdi lang="en">{answer.reason}</bdi>
            </>
          )}
        </Note>
      )}
    </section>
  );
}
