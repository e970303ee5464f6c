import type { Browser, Page } from 'playwright-core';
import { mattersSchema } from '../../../api/contracts/duplicates.ts';
import { displayProfile } from '../display-profiles.ts';
import { allAnswered } from '../open-wall.ts';
import { answersOf, type PageAnswers } from './page-answers.ts';

/** The register is compared in the background; what it says changes until that is done. */
async function comparedRegister(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/suggestions/matters?limit=1`);
    const { progress } = mattersSchema.parse(await answer.json());
    if (progress.done >= progress.total) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Opens the wall on a display, and keeps what it asks. */
export async function openTraced(
  browser: Browser,
  url: string,
  profile: string,
): Promise<{ readonly page: Page; readonly answers: PageAnswers }> {
  await comparedRegister(url);
  const page = await browser.newPage({
    viewport: displayProfile(profile).output,
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    // It would ask behind the back of who listens.
    serviceWorkers: 'block',
  });
  const answers = answersOf(page, url);
  await page.goto(`${url}/screen?profile=${profile}&rotate=off`);
  await allAnswered(page);
  return { page, answers };
}
