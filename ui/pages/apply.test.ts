import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SiteUnderTest } from '../../testkit/site-under-test.ts';

const FORM = {
  callsign: 'PX0NEW',
  name: 'Anne',
  email: 'anne@example.net',
  rules: 'yes',
  emergency: 'yes',
};

let site: SiteUnderTest;
beforeEach(async () => {
  site = await SiteUnderTest.open();
});
afterEach(() => site.close());

describe('an application', () => {
  it('reaches the administrators, and its page shows how it stands', async () => {
    const { status, headers } = await site.send('/aanvragen', { ...FORM, note: 'Ik heb een Yealink.' });
    assert.equal(status, 303);
    const [application] = site.desk.console.applications.list();
    assert.deepEqual([application?.callsign, application?.listingText], ['PX0NEW', null]);
    assert.match(await site.page(String(headers['location'])), /Ontvangen/);
  });

  it('agrees to be listed only when it says so', async () => {
    await site.send('/aanvragen', { ...FORM, listing: 'yes' });
    assert.notEqual(site.desk.console.applications.list()[0]?.listingText, null);
  });

  it('says at each field what is missing, and keeps the rest', async () => {
    const { status, body } = await site.send('/en/aanvragen', { callsign: 'PX0NEW' });
    assert.equal(status, 422);
    assert.match(body, /4 things are not right yet/);
    for (const field of ['name', 'email', 'rules', 'emergency'])
      assert.match(body, new RegExp(`href="#${field}"`), field);
    assert.match(body, /value="PX0NEW"/);
  });

  it('says what is wrong with a call sign, beside it', async () => {
    const { body } = await site.send('/aanvragen', { ...FORM, callsign: '<img src=x>' });
    assert.match(body, /Roepletters bestaan uit letters en cijfers/);
    assert.doesNotMatch(body, /<img/);
  });

  it('says that a number that is none cannot be wished for', async () => {
    const { status, body } = await site.send('/aanvragen', { ...FORM, number: 'veel' });
    assert.equal(status, 422);
    assert.match(body, /href="#number">Dit nummer kan niet/);
    assert.deepEqual(site.desk.console.applications.list(), []);
  });

  it('answers a call sign that has an extension as any other (H6)', async () => {
    await site.desk.console.extensions.add({ number: '301', callsign: 'PX0OLD', name: 'Jan' });
    const known = await site.send('/aanvragen', { ...FORM, callsign: 'PX0OLD' });
    const fresh = await site.send('/aanvragen', FORM);
    assert.deepEqual([known.status, fresh.status], [303, 303]);
  });

  it('is none of who guesses', async () => {
    assert.equal((await site.ask('/aanvragen/abcdefgh')).status, 404);
  });
});
