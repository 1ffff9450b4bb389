import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { browserLaunch } from '../e2e/support/browser.ts';
import { startHost } from '../e2e/support/host.ts';
import { FRESH_PREVIEW, usersField, usersSlider } from '../e2e/support/whatIf.ts';
import { ascending, quantile } from '../src/sim/stats/quantile.ts';

/**
 * From a moved slider to a redrawn preview, in the browser: the journeys of 8 November at about 500 users.
 * `npm run bench:preview` (`-- --json`).
 */

const MOVES = 60;
const GOAL_MS = 100;
/** For the page: resolves with ms once the settings have moved, and their preview has been painted. */
const UNTIL_PAINTED = `new Promise((resolve) => {
  addEventListener('keydown', ({ timeStamp }) => {
    let moved = false;
    const watch = new MutationObserver(() => {
      const fresh = document.querySelector('${FRESH_PREVIEW}') !== null;
      moved ||= !fresh;
      if (!moved || !fresh) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, { capture: true, once: true });
})`;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-preview-'));
const host = await startHost(path.join(folder, 'plimsoll.db'));
const browser = await chromium.launch(await browserLaunch());
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.url);
  await page.getByRole('link', { name: 'What-if' }).click();
  await page.getByText(/precise, \d+ runs/).waitFor({ timeout: 120_000 });
  await usersField(page).fill('500');
  await page.getByText(/preview, \d+ runs/).waitFor({ timeout: 60_000 });
  const times: number[] = [];
  for (let i = 0; i < MOVES; i++)
    times.push(await move(page, i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'));
  const sorted = ascending(times);
  const [p50Ms, p95Ms] = [quantile(sorted, 0.5)!, quantile(sorted, 0.95)!];
  const report = { format: 'plimsoll.preview-bench', moves: MOVES, p50Ms, p95Ms, goalMs: GOAL_MS };
  console.log(
    values.json
      ? JSON.stringify({ ...report, met: p95Ms <= GOAL_MS }, null, 2)
      : `From a moved slider to a redrawn preview at 500 users, ${MOVES} moves: P50 ${p50Ms.toFixed(0)} ms, P95 ${p95Ms.toFixed(0)} ms (wanted: at most ${GOAL_MS} ms, ${p95Ms <= GOAL_MS ? 'met' : 'MISSED'})`,
  );
} finally {
  await browser.close();
  await host.stop();
  rmSync(folder, { recursive: true });
}

/**
 * ms from the press of a key that moves the slider, as the browser stamps it, until the frame has been painted that shows the preview of
 * the new position. The page itself looks on, because a look from outside comes up to 100 ms late.
 */
async function move(page: Page, key: 'ArrowLeft' | 'ArrowRight'): Promise<number> {
  const painted = page.evaluate<number>(UNTIL_PAINTED);
  await usersSlider(page).press(key);
  return painted;
}
