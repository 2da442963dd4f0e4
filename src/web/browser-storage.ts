/** What a page keeps in the browser under a name. No page depends on it, because it may be gone at any time. */
export interface Kept {
  read(name: string): string | null;
  write(name: string, value: string): void;
  drop(name: string): void;
  clear(): void;
}

/**
 * The one place that uses the browser's storage, and it never throws. Storage can be full, forbidden (blocked cookies,
 * a frame, a policy) or null (a web view); then the value is known until the page closes.
 * @param storage called at each use, because even looking at it may throw
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
/** Ends with the tab. */
export const keptInTab = kept(() => sessionStorage);
