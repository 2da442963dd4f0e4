const loading = new Map<string, Promise<unknown>>();

/**
 * Loads a page's own styles, once. Without an answer the page is shown without them, and the next that needs them asks
 * again.
 */
export function loadSheet(href: string): Promise<unknown> {
  const known = loading.get(href) ?? load(href);
  loading.set(href, known);
  return known;
}

const load = (href: string): Promise<unknown> =>
  new Promise<unknown>((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.onload = done;
    link.onerror = () => {
      loading.delete(href);
      link.remove();
      done(null);
    };
    link.href = href;
    document.head.append(link);
  });
