import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';

/** The stores of the program. */
export function Stores() {
  const { t } = useWords();
  const stores = useQuery({ queryKey: ['stores'], queryFn: () => read(deskLinks.stores) });
  return (
    <Page title={t('desk.stores.title')} hint={t('desk.stores.hint')}>
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
