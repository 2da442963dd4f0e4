import { useVisit } from '#shopper/api/queries.ts';
import { EmailForm } from '#shopper/ui/email-form.tsx';
import { Hello } from '#shopper/ui/hello.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/** What a poster opens: the shop, what the shopper gets, and the form. */
export function PosterPage({ placement }: { placement: string | undefined }) {
  const { t } = usePage();
  const visit = useVisit();
  const name = visit?.program.name ?? '';
  const welcome = visit?.program.welcomePoints ?? 0;
  useTitle(name);
  return (
    <>
      <Hello as="h1">
        {visit?.store && (
          <p className="place">
            <Icon name="place" />
            {visit.store.name}
          </p>
        )}
        <p>{t('poster.what')}</p>
        {welcome > 0 && (
          <p className="gift">
            <Icon name="rewards" />
            <span>
              {t('poster.welcome', { points: welcome })}
              <small>{visit?.program.welcomeBuys}</small>
            </span>
          </p>
        )}
      </Hello>
      <Invited says={visit?.invitation?.says} />
      {placement && !visit?.store && <p className="notice calm">{t('poster.unknown')}</p>}
      <section className="stack">
        <EmailForm placement={placement} label={t('poster.join')} />
      </section>
    </>
  );
}

/** Who invites, and who gets what for it. */
function Invited({ says: [who, ...more] = [] }: { says: readonly string[] | undefined }) {
  if (who === undefined) return null;
  return (
    <section className="panel stack">
      <h2>{who}</h2>
      {more.map((said) => (
        <p key={said}>{said}</p>
      ))}
    </section>
  );
}
