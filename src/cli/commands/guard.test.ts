import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign px0aaa --name Jan');
});

async function ask(entry = '192.0.2.7'): Promise<string> {
  const payload = { extension: '301', entry, note: 'holiday' };
  const answer = await desk.api.inject({ method: 'POST', url: '/api/v1/whitelist-requests', payload });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ id: string }>().id;
}

describe('ban history', () => {
  it('shows the bans that ended', async () => {
    assert.match(await desk.good('ban history'), /geen blokkades afgelopen/);
    await desk.good('ban add 192.0.2.7');
    await desk.good('ban lift 192.0.2.7');
    assert.match(await desk.good('ban history'), /adres +oorzaak +sinds[\s\S]*192\.0\.2\.7 +met de hand/);
    const { json } = await desk.run('ban history --json');
    const [ended] = json() as { address: string; endedAt: string }[];
    assert.equal(ended?.address, '192.0.2.7');
    assert.ok(!Number.isNaN(Date.parse(ended?.endedAt ?? '')));
  });
});

describe('requests for whitelisting', () => {
  it('are listed, granted and refused', async () => {
    assert.match(await desk.good('whitelist requests'), /geen aanvragen/);
    const [first, second] = [await ask(), await ask('home.example.net')];
    const listed = await desk.good('whitelist requests --lang en');
    assert.match(listed, new RegExp(`${first} +192\\.0\\.2\\.7 +301 +open`));
    assert.match(await desk.good(`whitelist grant ${first}`), /192\.0\.2\.7 is een uitzondering/);
    assert.match(await desk.good(`whitelist refuse ${second}`), /afgewezen/);
    assert.match(await desk.good('whitelist list'), /192\.0\.2\.7/);
    assert.doesNotMatch(await desk.good('whitelist list'), /home\.example/);
    await desk.bad(`whitelist grant ${second}`, 1, 'already-decided');
    await desk.bad('whitelist refuse nothing', 1, 'not-found');
  });

  it('are granted for a while with --until', async () => {
    const id = await ask();
    await desk.bad(`whitelist grant ${id} --until never`, 2, 'duration-invalid');
    await desk.good(`whitelist grant ${id} --until 2099-01-31T20:00`);
    assert.match(await desk.good('whitelist list'), /31 jan 2099/);
  });

  it('warn of a ban by hand, which goes on', async () => {
    await desk.good('ban add 192.0.2.7');
    const { code, err } = await desk.run(`whitelist grant ${await ask()} --lang en`);
    assert.equal(code, 0);
    assert.match(err, /ban by hand goes on[\s\S]*npx hamvoip ban list/);
    assert.match(await desk.good('ban list'), /192\.0\.2\.7/);
  });

  it('are five at a time for one extension, and nothing invalid', async () => {
    for (let host = 1; host <= 5; host += 1) await ask(`192.0.2.${host}`);
    const url = '/api/v1/whitelist-requests';
    const codeOf = async (payload: object) => {
      const answer = await desk.api.inject({ method: 'POST', url, payload });
      return answer.json<{ code: string }>().code;
    };
    assert.equal(await codeOf({ extension: '301', entry: '192.0.2.6' }), 'too-many-open');
    assert.equal(await codeOf({ extension: '301', entry: 'not an address' }), 'address-invalid');
    assert.equal(await codeOf({ extension: '302', entry: '192.0.2.6' }), 'not-found');
    assert.equal(await codeOf({ extension: '301' }), 'request-invalid');
  });
});

describe('traces', () => {
  it('are begun, listed, shown, ended and removed', async () => {
    const begun = await desk.good('trace start 301 --for 10m');
    const [, id = ''] = /trace show (\S+)/.exec(begun) ?? [];
    await desk.bad('trace start 301', 1, 'too-many-open');
    assert.match(await desk.good('trace list'), new RegExp(`${id} +301 .*loopt`));
    assert.match(await desk.good(`trace show ${id}`), /nog geen berichten/);
    await desk.store.appendTraceMessages([
      {
        trace: id,
        atMs: desk.clock.wallTime(),
        direction: 'in',
        text: 'REGISTER sip:x SIP/2.0\r\nTo: \u001b[2J',
      },
    ]);
    const shown = await desk.good(`trace show ${id}`);
    assert.match(shown, /van het toestel\nREGISTER sip:x SIP\/2\.0\nTo: \?\[2J/);
    assert.match(await desk.good(`trace stop ${id}`), /niets meer bewaard/);
    assert.doesNotMatch(await desk.good('trace list'), /loopt/);
    await desk.good(`trace remove ${id}`);
    await desk.bad(`trace show ${id}`, 1, 'not-found');
  });

  it('last an hour at most, for an extension there is', async () => {
    await desk.bad('trace start 301 --for 2h', 2, 'duration-invalid');
    await desk.bad('trace start 399', 1, 'not-found');
  });

  it('stand in the audit log, who looked at them too', async () => {
    const { json } = await desk.run('trace start 301 --json');
    const { id } = json() as { id: string };
    await desk.good(`trace show ${id}`);
    const acts = (await desk.store.listAudit({ limit: 10 })).map(({ action }) => action);
    assert.ok(acts.includes('trace.create') && acts.includes('trace.read'), acts.join());
  });
});
