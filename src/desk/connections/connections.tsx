import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionCheck, ConnectionLine } from '#contract/desk/desk-connections.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { Connect } from './connect.tsx';
import { vendorNames } from './vendor-names.ts';

/** The stores whose discounts are made in a vendor's POS, and whether their keys are good. */
export function Connections() {
  const { t } = useOperationsWords();
  const list = useQuery({ queryKey: ['connections'], queryFn: () => read(deskLinks.connections) });
  return (
    <Page title={t('desk.connections.title')} hint={t('desk.connections.hint')}>
      {list.data ? (
        list.data.connections.length === 0 ? (
          <p className="soft">{t('desk.connections.none')}</p>
        ) : (
          <ul className="rows">
            {list.data.connections.map((one) => (
              <Line key={one.storeId} one={one} />
            ))}
          </ul>
        )
      ) : (
        <Waiting failure={list.error} onRetry={() => void list.refetch()} />
      )}
    </Page>
  );
}

function Line({ one }: { readonly one: ConnectionLine }) {
  const { t, format } = useOperationsWords();
  const may = useMay();
  const [asking, setAsking] = useState<'connect' | 'disconnect' | null>(null);
  const [said, setSaid] = useState<ConnectionCheck | null>(null);
  const check = useAction(() => send(deskLinks.checkConnection(one.storeId), {}), setSaid);
  const { storeId, store, vendor, account, connectedAt, open } = one;
  const close = () => setAsking(null);
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{store}</bdi>
          {account === null && <span className="chip">{t('desk.connections.missing')}</span>}
        </b>
        <span className="soft">
          {vendorNames[vendor]}
          {account !== null && (
            <>
              {' · '}
              <bdi dir="ltr">{account}</bdi>
            </>
          )}
          {connectedAt !== null &&
            ` · ${t('desk.connections.since', { date: format.date(connectedAt) })}`}
        </span>
        <span className="soft">{t('desk.connections.open', { count: open })}</span>
        <Fault error={check.error} />
        {said && !check.busy && (
          <Note bad={!said.good}>
            {said.good ? (
              t('desk.connections.good')
            ) : (
              <>
                {t('desk.connections.bad')} <bdi lang="en">{said.reason}</bdi>
              </>
            )}
          </Note>
        )}
      </div>
      <div className="row">
        {account !== null && (
          <button
            type="button"
            className="button quiet small"
            aria-disabled={check.busy}
            onClick={() => check.run()}
          >
            {check.busy ? t('desk.connections.checking') : t('desk.connections.check')}
          </button>
        )}
        {may('connect-store') && (
          <Menu label={t('desk.change-it')} name={t('desk.change', { name: store })}>
            <button type="button" className="menu-item" onClick={() => setAsking('connect')}>
              {t(account === null ? 'desk.connections.connect' : 'desk.connections.new-key')}
            </button>
            {account !== null && (
              <button
                type="button"
                className="menu-item bad"
                onClick={() => setAsking('disconnect')}
              >
                {t('desk.connections.disconnect')}
              </button>
            )}
          </Menu>
        )}
      </div>
      {asking === 'connect' && <Connect one={one} onClose={close} />}
      {asking === 'disconnect' && (
        <AskTwice
          ending={{
            title: t('desk.connections.disconnect-of', { store }),
            means: t('desk.connections.disconnect-means'),
            yes: t('desk.connections.disconnect'),
            end: () => sendProved(deskLinks.disconnectStore(storeId), {}),
          }}
          onClose={close}
        />
      )}
    </li>
  );
}
