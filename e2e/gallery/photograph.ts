import type { Browser, Page } from '@playwright/test';
import sharp from 'sharp';
import { cutText } from '../layout.ts';

/** The browser's window, wide enough for a whole row of the gallery: several phones side by side, at half their size. */
const wideScreen = { viewport: { width: 3040, height: 1000 }, deviceScaleFactor: 0.5 };

/** The time of the gallery's clock, which stands still while photographs are taken. */
const noon = Date.UTC(2026, 10, 27, 12);

/**
 * How the gallery is photographed. English both times, in the letters of a file: the machine's own would make other lines on
 * other machines. The second one shows what a layout does from right to left, with words that anybody can read.
 */
const sights = {
  light: 'language=en&direction=ltr&theme=light&brand=petrol&width=360&letters=file',
  dark: 'language=en&direction=rtl&theme=dark&brand=yellow&width=360&letters=file',
} as const;

export interface Photograph {
  /** The name of the file of the accepted photograph. */
  readonly name: string;
  readonly picture: Buffer;
  /** Texts that are cut. */
  readonly cut: readonly string[];
  /** Takes the photograph again, in case this one was too early. */
  again(): Promise<Buffer>;
}

/** Every group of the gallery in every sight. */
export async function* photographs(browser: Browser, url: string): AsyncGenerator<Photograph> {
  for (const [sight, query] of Object.entries(sights)) {
    const page = await open(browser, `${url}/dev/gallery?${query}`);
    for await (const group of groupsOf(page)) {
      const cut = await cutIn(page);
      const picture = await take(page);
      const name = `${group} ${sight}`.replace(/\W+/g, '-');
      yield { name, picture, cut, again: () => take(page) };
    }
    await page.context().close();
  }
}

/** Texts that are cut in Arabic on the narrowest phone, by the group that they stand in. */
export async function cutInArabic(browser: Browser, url: string): Promise<string[]> {
  const page = await open(browser, `${url}/dev/gallery?language=ar&width=320`);
  const found: string[] = [];
  for await (const group of groupsOf(page))
    found.push(...(await cutIn(page)).map((text) => `${group}: ${text}`));
  await page.context().close();
  return found;
}

/** Each group by its name, once it is drawn. */
async function* groupsOf(page: Page): AsyncGenerator<string> {
  for (const button of await page.locator('nav button').all()) {
    await button.click();
    await drawn(page);
    yield (await button.textContent()) ?? '';
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ ...wideScreen, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setFixedTime(noon);
  await page.goto(url);
  await drawn(page);
  return page;
}

const drawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const windows = [...document.querySelectorAll('iframe')];
    return windows.length > 0 && windows.every(({ dataset }) => dataset.drawn === 'true');
  });

/** Nothing has the focus, or its outline would be wherever the browser drew last. */
async function take(page: Page): Promise<Buffer> {
  await page.evaluate(async () => {
    // What stands above has the height that the machine's letters give it, and a page may still be scrolled from the
    // group before: both would put a row between two pixels.
    scrollTo(0, 0);
    const main = document.querySelector('main');
    if (main) {
      main.style.marginBlockStart = '';
      const { top } = main.getBoundingClientRect();
      main.style.marginBlockStart = `${Math.ceil(top / 2) * 2 - top}px`;
    }
    for (const { contentDocument: inside } of document.querySelectorAll('iframe')) {
      await inside?.fonts.ready;
      // Only an element of HTML has the focus here.
      (inside?.activeElement as HTMLElement | null | undefined)?.blur();
    }
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
  });
  const picture = await page.locator('main').screenshot({ animations: 'disabled' });
  return sharp(picture).webp({ quality: 35 }).toBuffer();
}

async function cutIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const frame of page.frames().slice(1)) {
    const cut = await cutText(frame);
    // Asked only of a window with a fault: it is two questions more, and there are a thousand windows.
    if (cut.length === 0) continue;
    const name = await (await frame.frameElement()).getAttribute('title');
    found.push(...cut.map((text) => `${name}: ${text}`));
  }
  return found;
}
