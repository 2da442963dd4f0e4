import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import type { DeskWays, StoreWay } from '#contract/desk/desk-ways.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { NotReached } from '#desk/ui/one-time-link.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';

/** How each store's tills take a voucher, the test of its scanners, and its posters to print. */
export function Ways() {
  const { t } = useOperationsWords();
  const ways = useQuery({ queryKey: ['ways'], queryFn: () => read(deskLinks.ways) });
  return (
    <Page title={t('desk.ways.title')} hint={t('desk.ways.hint')}>
      {ways.data ? (
        <>
          <NotReached />
          {ways.data.stores.map((store) => (
            <OneStore key={store.id} store={store} ways={ways.data} />
          ))}
        </>
      ) : (
        <Waiting failure={ways.error} onRetry={() => void ways.refetch()} />
      )}
    </Page>
  );
}

const sizes = ['a4', 'a6', 'shelf'] as const;

function OneStore({ store, ways }: { readonly store: StoreWay; readonly ways: DeskWays }) {
  const { t, language } = useOperationsWords();
  const [size, setSize] = useState<(typeof sizes)[number]>('a4');
  const { id, name, way, scanner, example, posters } = store;
  return (
    <section className="panel">
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>{t(`desk.ways.way-${way}`)}</p>
      <p>
        {t('desk.ways.scanner', { symbology: scanner.symbology })}{' '}
        <code className="sample" dir="ltr">
          {example}
        </code>
      </p>
      <div className="row">
        <a
          className="button quiet"
          href={deskLinks.scannerSheet(id)}
          target="_blank"
          rel="noreferrer"
          aria-label={t('desk.ways.sheet-of', { store: name })}
        >
          {t('desk.ways.sheet')}
        </a>
      </div>
      <p className="soft">{t('desk.ways.sheet-hint')}</p>
      {posters.length === 0 ? (
        <p className="soft">{t('desk.ways.no-posters')}</p>
      ) : (
        <>
          <ul className="list">
            {posters.map((poster) => (
              <Hanging key={poster.placement} poster={poster} store={store} ways={ways} />
            ))}
          </ul>
          <div className="row">
            <select
              className="input"
              aria-label={t('desk.ways.size-of', { store: name })}
              value={size}
              onChange={({ target }) => {
                setSize(sizes.find((one) => one === target.value) ?? 'a4');
              }}
            >
              {sizes.map((one) => (
                <option key={one} value={one}>
                  {t(`desk.ways.size-${one}`)}
                </option>
              ))}
            </select>
            <a
              className="button quiet"
              href={deskList(deskLinks.posters, { language, store: id, size })}
              target="_blank"
              rel="noreferrer"
              aria-label={t('desk.ways.print-of', { store: name })}
            >
              {t('desk.ways.print')}
            </a>
          </div>
        </>
      )}
    </section>
  );
}

/** Where a poster hangs, and how it comes to hang in another store. */
function Hanging({
  poster: { placement, place },
  store,
  ways: { stores, onto },
}: {
  readonly poster: StoreWay['posters'][number];
  readonly store: StoreWay;
  readonly ways: DeskWays;
}) {
  const { t } = useOperationsWords();
  const may = useMay();
  const [to, setTo] = useState<StoreWay | null>(null);
  const others = stores.filter(({ id }) => id !== store.id);
  return (
    <li className="row">
      <bdi>{place}</bdi>
      <code className="sample" dir="ltr">
        {placement}
      </code>
      {may('move-poster') && others.length > 0 && (
        <Menu label={t('desk.ways.move-it')} name={t('desk.ways.move', { place })}>
          {others.map((one) => (
            <button key={one.id} type="button" className="menu-item" onClick={() => setTo(one)}>
              {t('desk.ways.move-to', { store: one.name })}
            </button>
          ))}
        </Menu>
      )}
      {to && (
        <AskTwice
          ending={{
            title: t('desk.ways.move-of', { place, store: to.name }),
            means: t('desk.ways.move-means', { from: store.name, store: to.name }),
            yes: t('desk.ways.move-to', { store: to.name }),
            end: () => sendProved(deskLinks.movePoster(placement), { onto, storeId: to.id }),
          }}
          onClose={() => setTo(null)}
        />
      )}
    </li>
  );
}
