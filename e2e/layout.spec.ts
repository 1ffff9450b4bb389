import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** What has more text than there is room for sideways, by its label or how it begins. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('main *')]
    .filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => getComputedStyle(element).overflowX !== 'visible')
    .map((element) => element.ariaLabel ?? element.textContent.trim().slice(0, 40))
    .filter((words) => words !== '')`);
}

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]) {
  test(`nothing is cut off or scrolls sideways at ${viewport.width} x ${viewport.height}`, async ({
    page,
    host,
  }) => {
    await page.setViewportSize(viewport);
    await page.goto(host.url);
    await expect(page.getByRole('group', { name: 'Parameters' })).toBeVisible();
    expect(await cutOff(page)).toEqual([]);

    await page.getByRole('link', { name: 'What-if' }).click();
    await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
    for (const part of ['Redis', 'PgBouncer', 'Celery'])
      await page.getByRole('switch', { name: part }).press('Space');
    for (const more of await page.getByText(/^More settings of/).all()) await more.click();
    expect(await cutOff(page)).toEqual([]);
  });
}
