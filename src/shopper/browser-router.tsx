import { type ReactNode, startTransition, useLayoutEffect, useState } from 'react';
import { UNSAFE_createBrowserHistory as createBrowserHistory, Router } from 'react-router';

const history = createBrowserHistory({ v5Compat: true });

/**
 * React Router's own BrowserRouter, line by line. That one stands in one file with forms, fetchers and
 * links of the framework, which no bundler gets out again: 4 KB of brotli.
 */
export function BrowserRouter({ children }: { children: ReactNode }) {
  const [{ action, location }, setState] = useState(() => ({
    action: history.action,
    location: history.location,
  }));
  // The next page is drawn in slices, so that the tap is answered first.
  useLayoutEffect(() => history.listen((next) => startTransition(() => setState(next))), []);
  return (
    <Router location={location} navigationType={action} navigator={history}>
      {children}
    </Router>
  );
}
