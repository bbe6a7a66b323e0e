/** New house rules: written and looked at in the console, published, read and confirmed by a member. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { PICTURES, watchComplaints } from '../browser.ts';
import { BROWSERS, Club, sees } from './club.ts';

const HOLDER = { number: '301', callsign: 'PX0AAA', name: 'Holder One' };
const TEXT = `Wees aardig. <script>alert(1)</script>

## In het kort

- Bel niet na **22 uur**.

## Meer

Indien je vragen hebt, mail [de club](mailto:info@club.example).`;

async function hasNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${page.url()} ${id} ${nodes[0]?.html}`),
    [],
  );
}

describe('new house rules', () => {
  for (const [how, scripts] of BROWSERS) {
    it(`are written, published and confirmed ${how}`, async (t) => {
      const club = await Club.open(t, { scripts });
      const password = await club.addExtension(HOLDER);
      const console = await club.administrator();
      const complaints = watchComplaints(console);
      await console.goto('/beheer/paginas');
      if (scripts) await hasNoBarrier(console);
      await console.locator('table').getByRole('link', { name: 'Huisregels' }).click();
      await console.getByRole('textbox', { name: /^Nederlands/ }).fill(TEXT);
      await console.getByRole('button', { name: 'Bewaar en bekijk' }).click();
      await sees(console, 'Je concept is bewaard');
      await sees(console, 'Moeilijk woord: “Indien”');
      if (scripts) {
        await hasNoBarrier(console);
        await console.screenshot({ path: join(PICTURES, 'house-rules-edit.png'), fullPage: true });
      }
      await console.getByLabel('Wat is er veranderd, in het Nederlands').fill('Niet na 22 uur');
      await console.getByLabel('Wat is er veranderd, in het Engels').fill('Not after 10 pm');
      await console.getByLabel('Vraag leden deze versie te bevestigen').check();
      await console.getByRole('button', { name: 'Zet op de site' }).click();
      await sees(console, 'De nieuwe versie staat op de site');

      const member = await club.member(HOLDER.number, password);
      await sees(member, 'De huisregels zijn veranderd (versie 2)');
      await member.getByRole('link', { name: 'Lees ze eerst' }).click();
      await sees(member, '<script>alert(1)</script>');
      if (scripts) await hasNoBarrier(member);
      await member.goto('/mijn/toestellen');
      await member.getByRole('button', { name: 'Ik heb ze gelezen en houd me eraan' }).click();
      await member.waitForURL('**/mijn/toestellen');
      assert.equal(await member.getByText('De huisregels zijn veranderd').count(), 0);

      await member.goto('/huisregels/versies/2');
      await sees(member, '112 en andere noodnummers werken hier niet');
      if (scripts) await hasNoBarrier(member);
      await console.goto('/beheer/paginas');
      await sees(console, 'Versie 2: 1 van de 1 extensies');
      assert.deepEqual(complaints, []);
      await club.exchange.assertNoExceptions();
    });
  }
});
