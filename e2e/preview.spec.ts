import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import { freshPreview, usersField } from './support/whatIf.ts';

interface Shown {
  readonly figures: string;
  readonly askedOfHost: boolean;
}

/** Opens What-if. Returns how to see a preview for 137 users, and whether the host was asked for it. */
async function opened(page: Page, url: string): Promise<() => Promise<Shown>> {
  let asked = false;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      asked ||= payload.includes('"trial.preview"');
    }),
  );
  await page.goto(`${url}#what-if`);
  await page.getByText(/precise, \d+ runs/).waitFor();
  return async () => {
    await usersField(page).fill('90');
    await freshPreview(page).waitFor();
    await page.getByText(/precise, \d+ runs/).waitFor();
    asked = false;
    await usersField(page).fill('137');
    const figures = await freshPreview(page).innerText();
    return { figures, askedOfHost: asked };
  };
}

/** What breaks the workers of a page before anything else happens in it, by what is then wrong with them. */
const breakers = {
  'cannot be started': 'class { constructor() { throw new Error("no workers here"); } }',
  'die at once': 'class extends Worker { constructor() { super("/nothing-is-here.js"); } }',
  'say nothing': 'class extends EventTarget { postMessage() {} terminate() {} }',
};

test('a preview is computed in the page, and by the host where workers are broken: it is the same', async ({
  browser,
  page,
  host,
}) => {
  const previewInPage = await opened(page, host.url);
  let inPage: Shown | undefined;
  // The workers rehearse first.
  await expect(async () => {
    inPage = await previewInPage();
    expect(inPage.askedOfHost).toBe(false);
  }).toPass();
  for (const [wrong, worker] of Object.entries(breakers)) {
    const broken = await browser.newPage();
    await broken.addInitScript(`globalThis.Worker = ${worker};`);
    const previewByHost = await opened(broken, host.url);
    expect(await previewByHost(), wrong).toEqual({ figures: inPage!.figures, askedOfHost: true });
    await expect(broken.getByRole('alert')).toHaveCount(0);
    await broken.close();
  }
});
