// Both run in a page, whichever engine's, so they know nothing but what they find there.

/** Everything that scripts can find on the phone, but for the app's own files and what was chosen for its screen. */
export async function leftHere(): Promise<string[]> {
  const ours = /^(workbox-precache|no-signal$)/;
  const names = (await caches.keys()).filter((name) => !ours.test(name));
  const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const settings = Object.keys(localStorage).filter((name) => !name.startsWith('screen-'));
  return [...names, ...databases, ...settings, ...Object.keys(sessionStorage)];
}

/** Whether the phone has stored its pass's key. Looking creates nothing. */
export async function hasKeyHere(): Promise<boolean> {
  const opening = indexedDB.open('pass');
  return new Promise((resolve) => {
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('pass').objectStore('pass').get('key');
      reading.onsuccess = () => resolve(reading.result !== undefined);
      opening.result.close();
    };
  });
}

/** The paths of the documents that the worker keeps. */
export async function keptHere(): Promise<string[]> {
  if (!(await caches.has('member'))) return [];
  const requests = await (await caches.open('member')).keys();
  const paths = requests.map(({ url }) => new URL(url).pathname);
  return paths.filter((path) => !path.startsWith('/pictures/')).sort();
}
