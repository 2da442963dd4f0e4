import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { MeContext } from '#desk/api/me.ts';
import { WordsContext } from '#desk/api/words.tsx';
import { Frame } from '#desk/ui/frame.tsx';
import type { DeskRole } from '#domain/desk/desk-role.ts';
import type { Sight } from '#gallery/sight.ts';
import type { State } from '#gallery/state.ts';
import { me } from '#gallery/values/desk.ts';
import { shop } from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { Failed, type Failure } from '#web/failure.ts';
import { nothing } from './till-frame.tsx';

/** What a page of the desk has read, and whose it is. */
export interface DeskSide {
  readonly known?: readonly (readonly [key: readonly unknown[], data: unknown])[];
  /** A list that comes page by page, by its first one. */
  readonly listed?: readonly (readonly [key: readonly unknown[], first: unknown])[];
  readonly failed?: readonly [key: readonly unknown[], failure: Failure];
  readonly role?: DeskRole;
  readonly begins?: boolean;
  /** The address, as far as the page reads it. */
  readonly at?: readonly [pattern: string, path: string];
}

/** A page of the desk, which asks nobody, in the frame that is around it. */
export const deskPage = (sight: Sight, name: string, page: ReactNode, side: DeskSide = {}): State =>
  deskState(sight, name, <Frame>{page}</Frame>, side);

/** A part of the desk, with its words. */
export function deskState(
  { language }: Sight,
  name: string,
  part: ReactNode,
  side: DeskSide = {},
): State {
  const { role = 'owner', begins = false, at: [pattern, path] = ['/', '/'] } = side;
  const words = {
    language,
    t: everything(language),
    format: formatOf(language, shop.timeZone),
    change: nothing,
  };
  const drawn = (
    <QueryClientProvider client={clientOf(side)}>
      <WordsContext value={words}>
        <MeContext value={me(role, begins)}>
          <MemoryRouter initialEntries={[path]}>
            <Routes>
              <Route path={pattern} element={part} />
            </Routes>
          </MemoryRouter>
        </MeContext>
      </WordsContext>
    </QueryClientProvider>
  );
  return { name, drawn };
}

function clientOf({ known = [], listed = [], failed }: DeskSide): QueryClient {
  const never = { enabled: false, staleTime: Number.POSITIVE_INFINITY, retry: false } as const;
  const client = new QueryClient({ defaultOptions: { queries: never } });
  for (const [key, data] of known) client.setQueryData(key, data);
  for (const [key, first] of listed)
    client.setQueryData(key, { pages: [first], pageParams: [null] });
  if (failed) {
    const [queryKey, failure] = failed;
    const query = client.getQueryCache().build(client, { queryKey });
    query.setState({ status: 'error', error: new Failed(failure) });
  }
  return client;
}
