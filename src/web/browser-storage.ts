/** What a page keeps in the browser under a name. None of it is needed: it is an extra, and may be gone at any time. */
export interface Kept {
  read(name: string): string | null;
  write(name: string, value: string): void;
  drop(name: string): void;
  clear(): void;
}

/**
 * The one place that touches the browser's storage, and it never throws. Storage is full in one browser, forbidden in the
 * next (cookies blocked, a frame, a policy) and null in a web view; what it does not take is known until the page goes.
 * @param storage looked up at each use, since to look at it may throw already
 */
function kept(storage: () => Storage | null): Kept {
  const refused = new Map<string, string>();
  const tried = <T>(use: (storage: Storage | null) => T, otherwise: T): T => {
    try {
      return use(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (name) => refused.get(name) ?? tried((found) => found?.getItem(name) ?? null, null),
    write: (name, value) => {
      refused.set(name, value);
      tried((found) => {
        if (!found) return;
        found.setItem(name, value);
        refused.delete(name);
      }, undefined);
    },
    drop: (name) => {
      refused.delete(name);
      tried((found) => found?.removeItem(name), undefined);
    },
    clear: () => {
      refused.clear();
      tried((found) => found?.clear(), undefined);
    },
  };
}

/** Stays in this browser. */
export const keptHere = kept(() => localStorage);
/** Goes with the tab. */
export const keptInTab = kept(() => sessionStorage);
