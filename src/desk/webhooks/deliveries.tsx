import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeliveryView, DeskWebhook } from '#contract/desk/desk-webhooks.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { send } from '#web/client.ts';

/** What an endpoint did not take, and what waits for it. */
export function Deliveries({ webhook }: { readonly webhook: DeskWebhook }) {
  const { t } = useOperationsWords();
  const may = useMay();
  const { id, failed, due } = webhook;
  const again = useAction(() => send(deskLinks.webhookReplay(id), { what: 'given-up' }));
  return (
    <>
      {failed.length > 0 && (
        <section className="stack">
          <h2>{t('desk.webhooks.failed')}</h2>
          <p className="soft">{t('desk.webhooks.failed-hint')}</p>
          {may('send-webhooks') && (
            <div className="row">
              <button
                type="button"
                className="button quiet"
                aria-disabled={again.busy}
                onClick={() => again.run()}
              >
                {t('desk.webhooks.send-failed')}
              </button>
            </div>
          )}
          <Fault error={again.error} />
          <List rows={failed} when="failed" />
        </section>
      )}
      {due.length > 0 && (
        <section className="stack">
          <h2>{t('desk.webhooks.due')}</h2>
          <List rows={due} when="due" />
        </section>
      )}
    </>
  );
}

function List({
  rows,
  when,
}: {
  readonly rows: readonly DeliveryView[];
  readonly when: 'failed' | 'due';
}) {
  const { t, format } = useOperationsWords();
  return (
    <ul className="rows">
      {rows.map((one) => (
        <li key={one.eventId} className="line">
          <div>
            <b>
              <code dir="ltr">{one.kind}</code>
            </b>
            <span className="soft">
              {[format.fullDateTime(one.happenedAt), one.store].filter(Boolean).join(' · ')}
            </span>
            <span className="soft">
              {t('desk.webhooks.attempts', { count: one.attempts })}
              {one.answer !== null && (
                <>
                  {' · '}
                  <bdi lang="en">{one.answer}</bdi>
                </>
              )}
            </span>
          </div>
          <span className="soft">
            {t(`desk.webhooks.at-${when}`, { time: format.dateTime(one.at) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
