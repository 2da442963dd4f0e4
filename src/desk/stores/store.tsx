import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskStore } from '#contract/desk/desk-stores.ts';
import { useMay } from '#desk/api/me.ts';
import { beginsDraft, deskPlaces } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { OneTimeLink, Secret } from '#desk/ui/one-time-link.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { Associates } from './associates.tsx';
import type { Shown } from './shown.ts';
import { Tills } from './tills.tsx';

/** One store: its tills and who works there. */
export function StorePage() {
  const { t } = useWords();
  const { storeId = '' } = useParams();
  const store = useQuery({
    queryKey: ['store', storeId],
    queryFn: () => read(deskLinks.store(storeId)),
  });
  if (!store.data) {
    return (
      <Page title={t('desk.stores.title')}>
        <Waiting failure={store.error} onRetry={() => void store.refetch()} />
      </Page>
    );
  }
  return <Known key={storeId} store={store.data} />;
}

/** Names, tills and posters are the program's: a draft changes them. */
const toProgram = { to: deskPlaces.partOf('stores'), state: beginsDraft };

function Known({ store }: { readonly store: DeskStore }) {
  const { t } = useWords();
  const may = useMay();
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <Page
      title={store.name}
      actions={
        <>
          {may('edit-program') && (
            <Link className="button" {...toProgram}>
              {t('desk.stores.add-till')}
            </Link>
          )}
          <Link className="button quiet" to={deskPlaces.ways}>
            {t('desk.ways.title')}
          </Link>
          {(may('edit-program') || may('close-store')) && (
            <Menu label={t('desk.change-it')} name={t('desk.change', { name: store.name })}>
              {may('edit-program') && (
                <Link className="menu-item" {...toProgram}>
                  {t('desk.stores.rename')}
                </Link>
              )}
              {may('close-store') && (
                <Link className="menu-item bad" to={deskPlaces.closeStoreOf(store.id)}>
                  {t('desk.close.title')}…
                </Link>
              )}
            </Menu>
          )}
        </>
      }
    >
      <Tills store={store} onShow={setShown} />
      <Associates store={store} onShow={setShown} />
      {shown && (
        <Dialog title={shown.title} onClose={() => setShown(null)}>
          {shown.what === 'link' ? (
            <OneTimeLink url={shown.url} until={shown.until} />
          ) : (
            <div className="form">
              <p>{shown.hint}</p>
              <Secret text={shown.text} />
            </div>
          )}
        </Dialog>
      )}
    </Page>
  );
}
