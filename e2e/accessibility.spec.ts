import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

const screens = ['Baseline', 'What-if', 'Gap', 'Queues'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no screen has a fault that axe can find (${colorScheme})`, async ({ page, host }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(host.url);
    for (const screen of screens) {
      await page.getByRole('link', { name: screen }).click();
      await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
      if (screen === 'What-if') await expect(page.getByText(/precise, \d+ runs/)).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes[0]?.target.join(' ')}`),
      ).toEqual([]);
    }
  });
}
