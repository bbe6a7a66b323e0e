/** A passkey from making it to logging in with it, in a browser that has an authenticator. */
import { describe, it } from 'node:test';
import { until } from '../../faults/waiting.ts';
import { Club, sees } from './club.ts';

describe('a passkey', () => {
  it('is made in the set-up, and logs its administrator in without a password', async (t) => {
    const club = await Club.open(t);
    const path = (): string | undefined => /http:\S+(\/start\/\S+)/.exec(club.exchange.output)?.[1];
    await until('a link is printed', () => path() !== undefined);
    const page = await club.visitor();
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    // An address has no passkeys, a name has; and what a machine says to itself needs no HTTPS.
    const base = `http://localhost:${club.exchange.httpPort}`;
    await page.goto(`${base}${path()}`);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByLabel('Naam om mee in te loggen').fill('Beheerder');
    await page.getByLabel('Wachtwoord', { exact: true }).fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Word beheerder' }).click();
    await page.waitForURL('**/beheer/inrichten');
    await page.goto(`${base}/beheer/inrichten/beheerder`);
    await page.getByRole('button', { name: 'Maak een passkey' }).click();
    await page.waitForURL('**/beheerder?done=passkey');
    await sees(page, 'De passkey is gemaakt');
    await sees(page, '1 × passkey');
    await page.context().clearCookies();
    await page.goto(`${base}/inloggen?next=/beheer`);
    await page.getByRole('button', { name: 'Log in met een passkey' }).click();
    await page.waitForURL('**/beheer');
    await sees(page, 'Wat heeft mij nodig?');
    await club.exchange.assertNoExceptions();
  });
});
