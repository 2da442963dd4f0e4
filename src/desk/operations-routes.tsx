import type { ComponentType } from 'react';
import { Route } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { Later } from '#desk/ui/later.tsx';
import { loadOperationsWords } from '#i18n/load-operations.ts';

/** A page with the words that all of these share. */
function later(name: string, path: string, page: () => Promise<ComponentType>) {
  const load = async (language: Parameters<typeof loadOperationsWords>[0]) => {
    const [loaded] = await Promise.all([page(), loadOperationsWords(language)]);
    return loaded;
  };
  return <Route path={path} element={<Later name={name} load={load} />} />;
}

/** The pages of what runs beside the shop, each a script of its own. */
export const operationsRoutes = (
  <>
    {later('operations', deskPlaces.operations, async () => {
      return (await import('#desk/operations/operations.tsx')).Operations;
    })}
    {later('webhooks', deskPlaces.webhooks, async () => {
      return (await import('#desk/webhooks/webhooks.tsx')).Webhooks;
    })}
    {later('webhook', deskPlaces.webhook, async () => {
      return (await import('#desk/webhooks/webhook.tsx')).Webhook;
    })}
    {later('watch', deskPlaces.watch, async () => {
      return (await import('#desk/watch/watch.tsx')).Watch;
    })}
    {later('mails', deskPlaces.mails, async () => {
      return (await import('#desk/mails/mails.tsx')).Mails;
    })}
  </>
);
