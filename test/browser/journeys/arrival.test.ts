/** How one comes in: the first extension of a new exchange, and an application that becomes a phone that works. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../../faults/waiting.ts';
import { assertHears } from '../../peers/hearing.ts';
import { BROWSERS, Club, sees } from './club.ts';

/** One setting is saved on the way, everything else is left as it is. */
async function throughTheSetUp(console: Page): Promise<void> {
  await console.getByRole('link', { name: 'Begin bij stap 1' }).click();
  for (const title of ['Nieuw of een backup terugzetten', 'Jouw inlog als beheerder', 'De club']) {
    await console.getByRole('link', { name: 'Verder', exact: true }).click();
    await console.getByRole('heading', { name: title, level: 1 }).waitFor();
  }
  await console.getByLabel('Naam van de club').fill('Club Example');
  await console.getByRole('button', { name: 'Bewaar en ga verder' }).click();
  await console.getByRole('heading', { name: 'Bereikbaar van buiten', level: 1 }).waitFor();
  await sees(console, 'Er is nog geen toestel van buiten aangemeld');
  await console.getByRole('link', { name: 'Verder', exact: true }).click();
  for (const title of ['Nummers en blokkades', 'Mail']) {
    await console.getByRole('heading', { name: title, level: 1 }).waitFor();
    await console.getByRole('link', { name: 'Sla over', exact: true }).click();
  }
  await console.getByRole('heading', { name: 'Klaar', level: 1 }).waitFor();
  await console.getByRole('link', { name: 'Maak de eerste extensie' }).click();
}

describe('arriving', () => {
  for (const [browser, scripts] of BROWSERS) {
    it(`the link of the first start makes an administrator, his first extension registers and hears itself (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      const link = (): string | undefined => /http:\S+\/start\/\S+/.exec(club.exchange.output)?.[0];
      await until('a link is printed', () => link() !== undefined);
      const console = await club.visitor();
      await console.goto(link() ?? '');
      await console.getByRole('button', { name: 'Begin' }).click();
      await console.getByLabel('Naam om mee in te loggen').fill('Beheerder');
      await console.getByLabel('Wachtwoord', { exact: true }).fill('correct horse battery staple');
      await console.getByRole('button', { name: 'Word beheerder' }).click();
      await console.waitForURL('**/beheer/inrichten');
      await throughTheSetUp(console);
      await console.waitForURL('**/beheer/extensies/nieuw');
      await console.getByLabel('Roepletters').fill('PX0AAA');
      await console.getByLabel('Naam', { exact: true }).fill('Holder One');
      await console.getByRole('button', { name: 'Maak de extensie' }).click();
      await console.getByRole('heading', { name: 'Extensie 100 is klaar' }).waitFor();
      const password = (await console.locator('dd.mono.big').innerText()).trim();

      const phone = await club.phone('100', password);
      await phone.registered();
      const member = await club.member('100', password);
      await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
      assert.match(await member.locator('.state-card').innerText(), /baresip/);

      phone.dial('9043');
      await phone.happened('CALL_ESTABLISHED');
      await assertHears('the caller', phone, { tones: [440], notTones: [1000] });
      phone.hangUp();
      await phone.happened('CALL_CLOSED');
      await club.exchange.assertNoExceptions();
    });

    it(`an application becomes a letter, the letter a phone, and the page turns green (${browser})`, async (t) => {
      const club = await Club.open(t, { scripts });
      const applicant = await club.visitor();
      await applicant.goto('/aanvragen');
      await applicant.getByRole('textbox', { name: 'Roepletters' }).fill('PX0AAB');
      await applicant.getByRole('textbox', { name: 'Naam' }).fill('Łódź Applicant');
      await applicant.getByRole('textbox', { name: 'Mailadres' }).fill('applicant@club.example');
      await applicant.getByLabel('Nummer dat je graag wilt').fill('345');
      await applicant.getByLabel('Ik heb de huisregels gelezen').check();
      await applicant.getByLabel('Ik weet dat 112 hier niet werkt').check();
      await applicant.getByRole('button', { name: 'Verstuur de aanvraag' }).click();
      await applicant.waitForURL(/\/aanvragen\/.+/);

      const console = await club.administrator();
      await console
        .getByRole('link', { name: /PX0AAB|aanvrag/i })
        .first()
        .click();
      await sees(console, 'Łódź Applicant');
      await console.getByRole('button', { name: 'Keur goed' }).click();
      await console.getByRole('heading', { name: 'Extensie 345 is gemaakt' }).waitFor();
      const letterUrl = (await console.locator('.mono.big').innerText()).trim();

      await applicant.reload();
      await applicant
        .getByText(/goedgekeurd/i)
        .first()
        .waitFor();
      await applicant.goto(letterUrl);
      await applicant.getByRole('button', { name: 'Open de brief' }).click();
      const row = applicant.locator('dt', { hasText: /^Wachtwoord$/ }).first();
      const written = await row.locator('xpath=following-sibling::dd[1]/span[1]').innerText();
      const password = written.replaceAll(' ', '');
      await applicant.goto(letterUrl);
      await sees(applicant, 'Deze brief is er niet meer');

      const member = await club.member('345', password);
      await member.getByRole('heading', { name: 'Je bent niet bereikbaar' }).waitFor();
      await (await club.phone('345', password)).registered();
      // With scripts the page looks by itself.
      if (!scripts) await member.reload();
      await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
      await club.exchange.assertNoExceptions();
    });
  }
});
