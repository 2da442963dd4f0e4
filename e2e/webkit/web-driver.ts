/** How the standard names an element in JSON: a fixed key that nothing else has. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** An element that a page has handed out. It names itself to the driver, and is of no other use. */
export interface Found {
  readonly [elementKey]: string;
}

/**
 * One session of a browser, over the protocol that each browser's own driver speaks: as much of the
 * [standard](https://www.w3.org/TR/webdriver2/) as these tests need.
 */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  static async open(driverUrl: string, capabilities: object): Promise<WebDriver> {
    const wish = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = (await ask('POST', `${driverUrl}/session`, wish)) as {
      sessionId: string; // The standard defines this answer.
    };
    return new WebDriver(`${driverUrl}/session/${sessionId}`);
  }

  /** Resolves when the page has loaded. @throws Error when nothing came */
  async go(url: string): Promise<void> {
    await this.#post('url', { url });
  }

  async address(): Promise<string> {
    return String(await ask('GET', `${this.#session}/url`));
  }

  /** Runs a function in the page, which sees nothing of where it was written but its arguments. */
  async run<Given extends readonly unknown[], Answer>(
    work: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<Answer> {
    // Its errors come back as values: not every driver passes on what a promise was rejected with.
    const script = `const given = [...arguments], done = given.pop();
      (async () => (${work})(...given))().then(
        (value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = (await this.#post('execute/async', { script, args: given })) as
      | { value: Answer; error?: undefined }
      | { error: string }; // The script above makes this answer.
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  async press(element: Found): Promise<void> {
    await this.#post(`element/${element[elementKey]}/click`, {});
  }

  /** Key by key, as fingers do. */
  async type(element: Found, text: string): Promise<void> {
    await this.#post(`element/${element[elementKey]}/value`, { text });
  }

  /** The screen as it stands now, as a PNG. */
  async picture(): Promise<Buffer> {
    // The driver returns the frame that was painted last. So this waits two frames, after which it is usually this
    // page's.
    await this.run(async () => {
      const frame = () => new Promise((painted) => requestAnimationFrame(painted));
      await frame();
      await frame();
    });
    return Buffer.from(String(await ask('GET', `${this.#session}/screenshot`)), 'base64');
  }

  /** The names of the cookies that the page's requests carry, those hidden from scripts included. */
  async cookies(): Promise<string[]> {
    const cookies = (await ask('GET', `${this.#session}/cookie`)) as { name: string }[]; // As the standard says.
    return cookies.map(({ name }) => name);
  }

  async giveCookie(cookie: { name: string; value: string }): Promise<void> {
    const full = { ...cookie, path: '/', secure: true, httpOnly: true };
    await this.#post('cookie', { cookie: full });
  }

  /** Ending the session ends its browser. */
  async close(): Promise<void> {
    await ask('DELETE', this.#session);
  }

  #post(command: string, body: object): Promise<unknown> {
    return ask('POST', `${this.#session}/${command}`, body);
  }
}

/** A driver that has lost its browser answers nothing at all. */
const patienceMs = 60_000;

/** One command to a driver. @throws Error in the driver's words */
export async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(url, { method, signal, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: unknown }; // Every answer has this shape.
  if (answer.ok) return value;
  const { error, message } = value as { error: string; message: string }; // As the standard says.
  throw new Error(
    `${method} ${new URL(url).pathname.replace(/^\/session\/[^/]+/, '')}: ${error}: ${message}`,
  );
}
