import { readFileSync } from 'node:fs';

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm itself keeps a record of what it installed and writes it last,
 * so that record is the stamp: it is right after an `npm install` by hand, and missing after an interrupted one.
 */
export function packagesAreCurrent({ toServe }) {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  const missing = Object.entries(wanted).some(
    ([place, { version, optional, dev, devOptional }]) => {
      if (place === '') return false;
      // A missing package is right if it is optional (it is for another platform), or if it only builds or tests and
      // this machine only serves.
      if (!installed[place]) return !(optional || devOptional || (toServe && dev));
      return installed[place].version !== version;
    },
  );
  return !missing;
}
