/** The directory from the console to the reader's own program, and out of it again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { runProgram } from '../../peers/programs.ts';
import { BROWSERS, Club, sees } from './club.ts';

const STAYS = { number: '301', callsign: 'PX0AAA', name: 'Anaïs Ångström' };
const LEAVES = { number: '302', callsign: 'PX0AAB', name: 'Łódź Żółć' };

describe('the directory', () => {
  for (const [browser, scripts] of BROWSERS) {
    it(`is made in the console, downloaded by a member, opens with its password only, and loses who withdraws (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      const console = await club.administrator();
      const [stays, leaves] = [
        await club.member(STAYS.number, await club.addExtension(STAYS)),
        await club.member(LEAVES.number, await club.addExtension(LEAVES)),
      ];
      for (const member of [stays, leaves]) {
        await member.goto('/mijn/lijst');
        await member.getByRole('button', { name: 'Ja, zet mij in de lijst' }).click();
        await sees(member, 'Ja, je staat in de lijst');
      }

      await makeIssue(console);
      const first = await fetchIssue(stays);
      assert.match(await read(first), /301 +PX0AAA +Anaïs Ångström\n *302 +PX0AAB +Łódź Żółć/);
      const sound = await runProgram('qpdf', [`--password=${first.password}`, '--check', first.file]);
      assert.equal(sound.code, 0, sound.stdout);
      for (const wrong of ['', 'wrong', `${first.password}x`]) {
        const { code, stderr } = await runProgram('qpdf', [`--password=${wrong}`, '--check', first.file]);
        assert.equal(code, 2);
        assert.match(stderr, /invalid password/);
      }

      await leaves.getByRole('button', { name: 'Haal mij uit de lijst' }).click();
      await sees(leaves, 'Nee, je staat niet in de lijst');
      await makeIssue(console);
      const second = await fetchIssue(stays);
      assert.notEqual(second.password, first.password);
      const shown = await read(second);
      assert.match(shown, /301 +PX0AAA +Anaïs Ångström/);
      assert.doesNotMatch(shown, /302|PX0AAB|Łódź/);
      assert.match(await read(first), /Łódź/, 'who has the issue before keeps it');
      await club.exchange.assertNoExceptions();
    });
  }
});

interface Issue {
  readonly file: string;
  readonly password: string;
}

async function makeIssue(console: Page): Promise<void> {
  await console.goto('/beheer/lijst');
  await console.getByRole('button', { name: 'Maak de PDF' }).click();
  // With scripts the page looks again by itself while the PDF is made; without them when its reader wants it.
  const follow = console.getByRole('link', { name: 'Ververs steeds vanzelf' });
  if (await follow.isVisible()) await follow.click();
  await sees(console, 'De PDF is klaar.');
}

async function fetchIssue(member: Page): Promise<Issue> {
  await member.goto('/mijn/lijst');
  const waiting = member.waitForEvent('download');
  await member.getByRole('link', { name: 'Download de PDF' }).first().click();
  const file = await (await waiting).path();
  await member.getByRole('button', { name: 'Toon het wachtwoord' }).first().click();
  const password = (await member.locator('.secret').first().textContent()) ?? '';
  return { file, password };
}

async function read({ file, password }: Issue): Promise<string> {
  return (await runProgram('pdftotext', ['-layout', '-upw', password, file, '-'])).stdout;
}
