import { get } from 'node:http';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import type { Server } from '../tillpass.ts';
import { bareOf } from './bare-page.ts';
import { joinWithVoucher, marks, phoneScreen } from './shopper.ts';

type Phone = NonNullable<BrowserContextOptions['storageState']>;

/** A page that somebody opens, and what they wait for there. */
export interface Place {
  readonly name: string;
  readonly path: string;
  readonly mark: string;
  /** Who is signed in, if anybody. */
  readonly phone?: Phone;
}

/** The pages that are measured: the way in, a live voucher, and the wallet. */
export async function placesOn(browser: Browser, server: Server): Promise<Place[]> {
  const context = await browser.newContext(phoneScreen);
  const voucher = await joinWithVoucher(context, server);
  const phone = await context.storageState();
  await context.close();
  return [
    { name: 'poster → sign-in form', path: '/P/M1', mark: marks.signInForm },
    { name: 'voucher → barcode', path: voucher, mark: marks.barcode, phone },
    { name: 'wallet → points', path: '/wallet', mark: marks.points, phone },
  ];
}

/** Each place as somebody would write it by hand, by its path. */
export async function barePages(
  server: Server,
  places: readonly Place[],
): Promise<Map<string, string>> {
  const pages = places.map(async (place) => {
    const page = await fetch(server.url + place.path, { headers: headersOf(place) });
    return [place.path, bareOf(await page.text())] as const;
  });
  return new Map(await Promise.all(pages));
}

/** How many bytes our document weighs on the wire. */
export function bytesOf(server: Server, place: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    get(server.url + place.path, { headers: headersOf(place) }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

const headersOf = (place: Place): Record<string, string> => ({
  accept: 'text/html',
  'accept-encoding': 'br',
  cookie: cookiesOf(place)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; '),
});

/** Who is signed in there; none where nobody is. */
export const cookiesOf = ({ phone }: Place) => (typeof phone === 'object' ? phone.cookies : []);
