/** How one comes in: the first extension of a new exchange, and an application that becomes a phone that works. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { letterSchema } from '../../../src/web/contract/handovers.ts';
import { assertHears } from '../../peers/hearing.ts';
import { Club, sees } from './club.ts';

describe('arriving', () => {
  it('the first extension of the console registers, hears itself, and its page says that it can be reached', async (t) => {
    const club = await Club.open(t, 18_300);
    const console = await club.administrator();
    await console.goto('/beheer/extensies/nieuw');
    await console.getByLabel('Roepletters').fill('PX0AAA');
    await console.getByLabel('Naam', { exact: true }).fill('Holder One');
    await console.getByRole('button', { name: 'Maak de extensie' }).click();
    await console.getByRole('heading', { name: 'Extensie 300 is klaar' }).waitFor();
    const password = (await console.locator('dd.mono.big').innerText()).trim();

    const phone = await club.phone('300', password);
    await phone.registered();
    const member = await club.member('300', password);
    await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
    assert.match(await member.locator('.state-card').innerText(), /baresip/);

    phone.dial('9043');
    await phone.happened('CALL_ESTABLISHED');
    await assertHears('the caller', phone, { tones: [440], notTones: [1000] });
    phone.hangUp();
    await phone.happened('CALL_CLOSED');
    await club.exchange.assertNoExceptions();
  });

  it('an application becomes a letter, the letter a phone, and the page turns green by itself', async (t) => {
    const club = await Club.open(t, 18_300);
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
    const secret = letterUrl.split('/').at(-1);
    const opened = await applicant.request.post('/api/v1/letters/opening', { data: { secret } });
    const { settings } = letterSchema.parse(await opened.json());
    const password = settings.find(({ label }) => label === 'Wachtwoord')?.value.replaceAll(' ', '') ?? '';

    const member = await club.member('345', password);
    await member.getByRole('heading', { name: 'Je bent niet bereikbaar' }).waitFor();
    await (await club.phone('345', password)).registered();
    await member.getByRole('heading', { name: 'Je bent bereikbaar' }).waitFor();
    await club.exchange.assertNoExceptions();
  });
});
