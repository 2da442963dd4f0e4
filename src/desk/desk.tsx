import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { deskBegin } from '#contract/desk/desk-paths.ts';
import { makeDeskClient } from '#desk/api/desk-client.ts';
import { useMe } from '#desk/api/queries.ts';
import { type ReadyWords, useWordsOf, WordsContext } from '#desk/api/words.tsx';
import { Begin } from '#desk/entry/begin.tsx';
import { SignIn } from '#desk/entry/sign-in.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { Pages } from './router.tsx';

const client = makeDeskClient();

/** The desk: a one-time link, or signing in, or its pages. */
export function Desk({ spoken }: { spoken: ReadyWords }) {
  return (
    <QueryClientProvider client={client}>
      <Spoken spoken={spoken} />
    </QueryClientProvider>
  );
}

function Spoken({ spoken }: { spoken: ReadyWords }) {
  const me = useMe();
  const words = useWordsOf(spoken, me.data?.program.timeZone ?? 'UTC');
  const begins = location.pathname === deskBegin && location.hash.length > 1;
  return (
    <WordsContext value={words}>
      {begins ? (
        <Begin token={location.hash.slice(1)} />
      ) : me.data ? (
        <BrowserRouter key={me.data.id}>
          <Pages me={me.data} />
        </BrowserRouter>
      ) : me.data === null ? (
        <SignIn />
      ) : (
        <Waiting failure={me.error} onRetry={() => void me.refetch()} />
      )}
    </WordsContext>
  );
}
