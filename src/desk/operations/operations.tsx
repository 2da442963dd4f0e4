import { Link } from 'react-router';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { Icon } from '#desk/ui/icon.tsx';
import { Page } from '#desk/ui/page.tsx';
import { useOperations } from '#desk/ui/use-nav.ts';

/** The ways to what runs beside the shop, as far as somebody may see it. */
export function Operations() {
  const { t } = useOperationsWords();
  const ways = useOperations();
  return (
    <Page title={t('desk.operations.title')} hint={t('desk.operations.hint')}>
      <ul className="rows">
        {ways.map(({ to, icon, label, what }) => (
          <li key={to} className="line">
            <div>
              <b>
                <Link to={to} className="row">
                  <Icon name={icon} />
                  {label}
                </Link>
              </b>
              <span className="soft">{t(`desk.operations.${what}`)}</span>
            </div>
          </li>
        ))}
      </ul>
      {ways.length === 0 && <p className="soft">{t('desk.operations.none')}</p>}
    </Page>
  );
}
