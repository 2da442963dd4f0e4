import { Link } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import { Page } from './page.tsx';

/** An address that leads nowhere. */
export function Nothing() {
  const { t } = useWords();
  return (
    <Page title={t('error.not-found')}>
      <p>
        <Link to={deskPlaces.home}>{t('desk.to-home')}</Link>
      </p>
    </Page>
  );
}
