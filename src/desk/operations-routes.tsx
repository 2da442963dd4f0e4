import type { ComponentType } from 'react';
import { Route } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { Later } from '#desk/ui/later.tsx';

/** A page with the words that all of these share. */
function later(name: string, path: string, load: () => Promise<ComponentType>) {
  return <Route path={path} element={<Later name={name} words={['operations']} load={load} />} />;
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
    {later('pools', deskPlaces.pools, async () => {
      return (await import('#desk/pools/pools.tsx')).Pools;
    })}
    {later('load-codes', deskPlaces.loadCodes, async () => {
      return (await import('#desk/pools/load-codes.tsx')).LoadCodes;
    })}
    {later('settle', deskPlaces.settle, async () => {
      return (await import('#desk/pools/settle.tsx')).Settle;
    })}
    {later('rewards', deskPlaces.rewards, async () => {
      return (await import('#desk/rewards/rewards.tsx')).Rewards;
    })}
    {later('close-store', deskPlaces.closeStore, async () => {
      return (await import('#desk/rewards/close-store.tsx')).CloseStore;
    })}
    {later('ways', deskPlaces.ways, async () => {
      return (await import('#desk/ways/ways.tsx')).Ways;
    })}
    {later('connections', deskPlaces.connections, async () => {
      return (await import('#desk/connections/connections.tsx')).Connections;
    })}
    {later('mails', deskPlaces.mails, async () => {
      return (await import('#desk/mails/mails.tsx')).Mails;
    })}
  </>
);
