/** Cut off from the console with an end time, told about it, and back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateAndTime } from '../../../ui/words/format.ts';
import { BROWSERS, Club, sees } from './club.ts';

const HOLDER = { number: '301', callsign: 'PX0AAA', name: 'Holder One' };

describe('a suspension of the console', () => {
  for (const [browser, scripts] of BROWSERS) {
    it(`keeps the phone out, tells its holder until when and why, and lets it in when it is lifted (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      const password = await club.addExtension(HOLDER);
      const console = await club.administrator();
      const member = await club.member(HOLDER.number, password);
      const phone = await club.phone(HOLDER.number, password);
      await phone.registered();

      await console.goto(`/beheer/extensies/${HOLDER.number}`);
      await console.getByRole('link', { name: 'Schors', exact: true }).click();
      await console.getByLabel('Hoe lang').selectOption({ label: '1 uur' });
      await console.getByRole('textbox', { name: 'Reden' }).fill('Het toestel belt vanzelf.');
      await console.getByLabel('De houder mag de reden lezen').check();
      await console.getByLabel('De houder mag zien tot wanneer').check();
      await console.getByRole('button', { name: 'Schors nu' }).click();
      await sees(console, 'De schorsing geldt.');

      await phone.remove();
      const refused = await club.phone(HOLDER.number, password);
      await refused.refused();
      assert.equal(refused.registrations, 0);
      await refused.remove();
      const { body } = await club.exchange.api('GET', '/suspensions');
      const [suspension] = (body as { items: { until: string | null }[] }).items;
      const until = suspension?.until ?? assert.fail('it has no end');
      // A suspension logs him out; he may come back to read why.
      await club.logIn(member, HOLDER.number, password);
      await sees(member, 'Je extensie is buiten gebruik');
      await sees(member, 'aanmelden, bellen, gebeld worden, conferentiebruggen');
      await sees(member, `Tot ${dateAndTime(until, 'nl')}.`);
      await sees(member, 'Het toestel belt vanzelf.');
      await member.getByRole('heading', { name: 'Je bent niet bereikbaar' }).waitFor();

      await console.goto('/beheer/schorsingen');
      await console.getByRole('button', { name: `Hef op: ${HOLDER.number}` }).click();
      await sees(console, 'De schorsing is opgeheven.');
      await (await club.phone(HOLDER.number, password)).registered();
      await member.goto('/mijn');
      await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
      assert.equal(await member.locator('.banner', { hasText: 'Je extensie is buiten gebruik' }).count(), 0);
      await club.exchange.assertNoExceptions();
    });
  }
});
