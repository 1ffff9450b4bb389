import type { Locator, Page } from '@playwright/test';

/** Where on What-if the number of users is set, and where its preview stands. */
export function usersField(page: Page): Locator {
  return page.getByRole('textbox', { name: /^users/ });
}

export function usersSlider(page: Page): Locator {
  return page.getByRole('slider', { name: 'users slider' });
}

/** The preview of the settings as they are now, for CSS. */
export const FRESH_PREVIEW = '[data-preview]:not([data-stale])';

export function freshPreview(page: Page): Locator {
  return page.locator(FRESH_PREVIEW);
}
