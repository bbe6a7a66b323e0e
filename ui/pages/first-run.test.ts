import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

const PASSWORD = 'een paar lange woorden';

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
});
afterEach(() => site.close());

async function link(): Promise<string> {
  const made = await site.desk.console.administrators.createSetupLink();
  assert.ok(made.ok);
  return `/start/${made.value.secret}`;
}

describe('the link of the first start', () => {
  it('makes the administrator without a script, and leads to the console', async () => {
    const path = await link();
    assert.match(await site.page(path), /Deze centrale inrichten/);
    const opened = await site.ask(path, { form: { act: 'open' } });
    assert.equal(opened.status, 200);
    assert.match(opened.body, /Je bent de eerste beheerder/);
    const weak = await site.ask(path, { form: { act: 'make', name: 'kees', email: '', password: 'kort' } });
    assert.equal(weak.status, 422);
    assert.match(weak.body, /href="#password">Neem ten minste 12 tekens/);
    assert.match(weak.body, /value="kees"/);
    const made = await site.ask(path, { form: { act: 'make', name: 'kees', email: '', password: PASSWORD } });
    assert.deepEqual([made.status, made.headers['location']], [303, '/beheer/inrichten']);
    assert.match(await site.page('/beheer/inrichten'), /In acht korte stappen/);
    assert.match(await site.page('/beheer'), /Wat heeft mij nodig/);
  });

  it('leads who is invited to the console, which is set up already', async () => {
    const { administrators } = site.desk.console;
    assert.ok((await administrators.addAdministrator({ name: 'kees', password: PASSWORD })).ok);
    const invited = await administrators.addAdministrator({ name: 'piet' });
    assert.ok(invited.ok);
    const at = `/start/${invited.value.link?.secret}`;
    await site.ask(at, { form: { act: 'open' } });
    const made = await site.ask(at, { form: { act: 'make', password: PASSWORD } });
    assert.deepEqual([made.status, made.headers['location']], [303, '/beheer']);
  });

  it('opened over the internet in the clear it tells the way that works, and is not used up', async () => {
    const path = await link();
    const headers = { 'x-forwarded-proto': 'http' };
    const refused = await site.ask(path, { form: { act: 'open' }, headers });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /ssh -L 8080:localhost:8080 tel\.example\.net/);
    assert.ok(refused.body.includes(`http://localhost:8080${path}<`));
    assert.equal((await site.ask(path, { form: { act: 'open' } })).status, 200);
  });

  it('belongs to the browser that opened it, and is nothing once it was used', async () => {
    const path = await link();
    await site.ask(path, { form: { act: 'open' } });
    site.cookies.clear();
    const other = await site.ask(path, { form: { act: 'open' } });
    assert.equal(other.status, 410);
    assert.match(other.body, /npx hamvoip setup-link/);
    assert.equal((await site.ask('/en/start/NOT-THERE', { form: { act: 'open' } })).status, 410);
  });
});

describe('a welcome letter', () => {
  it('opens once, with a click and not by being looked at', async () => {
    const { console } = site.desk;
    assert.ok((await console.extensions.add({ number: '301', callsign: 'PX0AAA', name: 'Jan' })).ok);
    const made = await console.handovers.create('301', { purpose: 'letter', language: 'nl' });
    assert.ok(made.ok);
    const path = `/welkom/${made.value.secret}`;
    assert.match(await site.page(path), /De brief gaat één keer open/);
    assert.match(await site.page(path), /De brief gaat één keer open/);
    const opened = await site.ask(path, { form: {} });
    assert.equal(opened.status, 200);
    assert.match(opened.body, /301/);
    assert.match(opened.body, /PX0AAA/);
    assert.match(opened.body, /<img src="data:image\/svg\+xml,/);
    const again = await site.ask(path);
    assert.equal(again.status, 410);
    assert.match(again.body, /Vraag de beheerder om een nieuwe brief/);
    assert.equal((await site.ask(path, { form: {} })).status, 410);
  });
});
