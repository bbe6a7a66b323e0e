/** A phone with a wrong password: the ban, its explanation, the request, the grant, and back within 30 s. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateAndTime, timeOfDay } from '../../../ui/words/format.ts';
import { BROWSERS, Club, sees } from './club.ts';

const HOLDER = { number: '301', callsign: 'PX0AAA', name: 'Holder One' };
const BACK_WITHIN_MS = 30_000;

describe('a phone with a wrong password', () => {
  for (const [browser, scripts] of BROWSERS) {
    it(`is banned at the third attempt; its holder reads why and until when, asks, and registers after the grant (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      const password = await club.addExtension(HOLDER);
      const console = await club.administrator();
      const member = await club.member(HOLDER.number, password);

      // This phone makes its three attempts at once: each 401 is a new question to it.
      const wrong = await club.phone(HOLDER.number, 'not-the-password');
      await wrong.refused();
      wrong.kill();

      const { body } = await club.exchange.api('GET', '/bans');
      const [ban] = (body as { items: { until: string }[] }).items;
      const until = ban?.until ?? assert.fail('nobody is banned');
      await member.goto('/mijn-ip');
      await sees(member, `Je adres is geblokkeerd tot ${dateAndTime(until, 'nl')}`);
      await member.goto('/mijn');
      await sees(member, `Je internetadres is geblokkeerd tot ${timeOfDay(until, 'nl')}`);
      await member.getByRole('link', { name: 'Bekijk waarom, en vraag vrijgave' }).click();
      await sees(member, 'Reden: 3 keer een fout wachtwoord binnen 5 minuten.');
      await member.getByLabel('Wat was er aan de hand?').fill('Het toestel in de shack was nieuw.');
      await member.getByRole('button', { name: 'Vraag vrijgave' }).click();
      await sees(member, 'Je verzoek is verstuurd.');
      await sees(member, 'wacht op de beheerder');

      const corrected = await club.phone(HOLDER.number, password);
      assert.equal(corrected.registrations, 0, 'a ban keeps out the right password, too');
      await console.goto('/beheer/whitelist');
      await sees(console, 'Het toestel in de shack was nieuw.');
      await console.getByRole('button', { name: `Geef: ${HOLDER.number}` }).click();
      await sees(console, 'Het toestel kan zich meteen aanmelden.');
      const grantedAt = performance.now();
      await corrected.registered(BACK_WITHIN_MS);
      t.diagnostic(`from grant to registered: ${((performance.now() - grantedAt) / 1000).toFixed(1)} s`);

      await member.goto('/mijn/blokkade');
      await sees(member, 'Geen van je adressen is geblokkeerd.');
      await sees(member, 'toegestaan');
      await member.goto('/mijn');
      await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
      await club.exchange.assertNoExceptions();
    });
  }
});
