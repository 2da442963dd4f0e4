import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assets } from '#contract/paths.ts';

const named = new RegExp(`(?:src|href)="(${assets}[\\w.-]+)"`, 'g');

/**
 * Writes beside each script and sheet that a document names what the build made of it (Subresource Integrity): a file
 * that was changed or cut short on its way does not run, and the document's forms and links work without it.
 * @param template before its slots are filled, so that nothing a shop or a shopper has written is read here
 * @param folder the build that the files are in; SHA-256, since each byte of a hash is a byte of the first round trip
 */
export const withIntegrity = (template: string, folder: string): string =>
  template.replace(named, (attribute, file: string) => {
    // A build that was put aside has only some of its pages.
    if (!existsSync(join(folder, file))) return attribute;
    const hash = createHash('sha256').update(readFileSync(join(folder, file)));
    return `${attribute} integrity="sha256-${hash.digest('base64')}"`;
  });
