import { lazy, type ReactNode } from 'react';
import { Route } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { Later } from '#desk/ui/later.tsx';

const Operations = lazy(() =>
  import('#desk/operations/operations.tsx').then((of) => ({ default: of.Operations })),
);
const Webhooks = lazy(() =>
  import('#desk/webhooks/webhooks.tsx').then((of) => ({ default: of.Webhooks })),
);
const Webhook = lazy(() =>
  import('#desk/webhooks/webhook.tsx').then((of) => ({ default: of.Webhook })),
);
const Watch = lazy(() => import('#desk/watch/watch.tsx').then((of) => ({ default: of.Watch })));
const Pools = lazy(() => import('#desk/pools/pools.tsx').then((of) => ({ default: of.Pools })));
const LoadCodes = lazy(() =>
  import('#desk/pools/load-codes.tsx').then((of) => ({ default: of.LoadCodes })),
);
const Settle = lazy(() => import('#desk/pools/settle.tsx').then((of) => ({ default: of.Settle })));
const Mails = lazy(() => import('#desk/mails/mails.tsx').then((of) => ({ default: of.Mails })));

/** Keyed, so that a script that did not come leaves the next page alone. */
const later = (path: string, page: ReactNode) => (
  <Route path={path} element={<Later key={path}>{page}</Later>} />
);

/** The pages of what runs beside the shop, each a script of its own. */
export const operationsRoutes = (
  <>
    {later(deskPlaces.operations, <Operations />)}
    {later(deskPlaces.webhooks, <Webhooks />)}
    {later(deskPlaces.webhook, <Webhook />)}
    {later(deskPlaces.watch, <Watch />)}
    {later(deskPlaces.pools, <Pools />)}
    {later(deskPlaces.loadCodes, <LoadCodes />)}
    {later(deskPlaces.settle, <Settle />)}
    {later(deskPlaces.mails, <Mails />)}
  </>
);
