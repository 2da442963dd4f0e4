import type { Browser } from '@playwright/test';

export interface Frame {
  readonly caption: string;
  readonly picture: Buffer;
}

/** Phones side by side, each with what happens there, as one wide picture. @returns a PNG */
export async function filmStrip(browser: Browser, frames: readonly Frame[]): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width: 100, height: 100 },
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  await page.setContent(stripHtml(frames));
  const strip = page.locator('main');
  const box = await strip.boundingBox();
  await page.setViewportSize({
    width: Math.ceil(box?.width ?? 0),
    height: Math.ceil(box?.height ?? 0),
  });
  const taken = await strip.screenshot({ omitBackground: true });
  await context.close();
  return taken;
}

/** A paper of its own behind the phones, because a reader's page may be light or dark. */
const style = `
body{margin:0}
main{display:inline-flex;gap:26px;padding:32px;border-radius:28px;background:#f4f0e8;font:600 17px/1.3 'Liberation Sans',sans-serif;color:#2b2724}
figure{display:grid;gap:18px;justify-items:center;margin:0;inline-size:270px}
div{box-sizing:border-box;padding:9px;border-radius:38px;background:linear-gradient(160deg,#4a4a4e,#161618 40%);box-shadow:0 14px 30px -10px rgb(0 0 0/.45)}
img{display:block;inline-size:252px;border-radius:30px}
figcaption{display:flex;gap:9px;align-items:center;white-space:nowrap}
b{display:grid;place-items:center;inline-size:26px;block-size:26px;border-radius:50%;font-size:14px;color:#f4f0e8;background:#2b2724}`;

const stripHtml = (frames: readonly Frame[]): string =>
  `<!doctype html><meta charset="utf-8"><style>${style}</style><main>${frames.map(figure).join('')}</main>`;

const figure = ({ caption, picture }: Frame, at: number): string =>
  `<figure><div><img src="data:image/png;base64,${picture.toString('base64')}"></div>` +
  `<figcaption><b>${at + 1}</b>${caption}</figcaption></figure>`;
