import { Link } from 'react-router';
import { useMay } from '#desk/api/me.ts';
import { beginsDraft, deskPlaces } from '#desk/api/places.ts';
import { useStores } from '#desk/api/queries.ts';
import { useWords } from '#desk/api/words.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';

/** The stores of the program. */
export function Stores() {
  const { t } = useWords();
  const may = useMay();
  const stores = useStores();
  return (
    <Page
      title={t('desk.stores.title')}
      hint={t('desk.stores.hint')}
      actions={
        may('edit-program') && (
          <Link className="button" to={deskPlaces.partOf('stores')} state={beginsDraft}>
            {t('desk.stores.add-store')}
          </Link>
        )
      }
    >
      {stores.data ? (
        <ul className="rows">
          {stores.data.stores.map(({ id, name, tills }) => (
            <li key={id} className="line">
              <div>
                <b>
                  <Link to={deskPlaces.storeOf(id)}>
                    <bdi>{name}</bdi>
                  </Link>
                </b>
                <span className="soft">{t('desk.home.tills', { count: tills })}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting failure={stores.error} onRetry={() => void stores.refetch()} />
      )}
    </Page>
  );
}
