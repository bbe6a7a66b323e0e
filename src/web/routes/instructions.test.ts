import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
});

async function ask(method: 'GET' | 'POST', path: string, payload?: object) {
  const answer = await desk.api.inject({ method, url: `/api/v1${path}`, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

const TARGETS = { kind: 'extensions', numbers: ['301'] };

describe('POST /instructions', () => {
  it('takes checks of its own and gives them back', async () => {
    const checks = [
      { kind: 'registration-interval', atLeastS: 600 },
      { kind: 'keep-alive', atMostS: 60 },
      { kind: 'firmware', product: 'SIP-T46S', atLeast: '66.86.0.15' },
    ];
    const made = await ask('POST', '/instructions', {
      text: 'Stel je toestel goed in',
      checks,
      targets: TARGETS,
    });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.checks, checks);
    assert.deepEqual(made.body.targets, TARGETS);
    assert.equal(made.body.progress[0].findings.length, 3);
    assert.deepEqual(await ask('GET', `/instructions/${made.body.id}`), { status: 200, body: made.body });
  });

  it('refuses what cannot be asked, with the reason', async () => {
    const own = { text: 'Stel in', targets: TARGETS };
    const cases = [
      [{ ...own, checks: [{ kind: 'read-minds' }] }, 400, 'request-invalid'],
      [{ ...own, checks: [{ kind: 'ptime', ms: 1 }] }, 400, 'request-invalid'],
      [{ ...own, targets: { kind: 'extensions' } }, 400, 'request-invalid'],
      [{ ...own, checks: [{ kind: 'keep-alive', atLeastS: 60, atMostS: 30 }] }, 422, 'instruction-invalid'],
      [{ ...own, template: 'password', checks: [] }, 422, 'instruction-invalid'],
      [{ ...own, deadline: '2020-01-01T00:00:00Z' }, 422, 'duration-invalid'],
      [{ ...own, targets: { kind: 'extensions', numbers: ['399'] } }, 404, 'not-found'],
      [{ ...own, targets: { kind: 'behaviour' } }, 422, 'instruction-invalid'],
    ] as const;
    for (const [payload, status, code] of cases) {
      const answer = await ask('POST', '/instructions', payload);
      assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(payload));
    }
    assert.deepEqual((await ask('GET', '/instructions')).body.items, []);
  });

  it('takes no more than a hundred that are open', async () => {
    for (let made = 0; made < 100; made += 1) {
      assert.equal((await ask('POST', '/instructions', { text: 'Nog een', targets: TARGETS })).status, 201);
    }
    const refused = await ask('POST', '/instructions', { text: 'Nog een', targets: TARGETS });
    assert.deepEqual([refused.status, refused.body.code], [409, 'too-many-open']);
  });
});

describe('GET /instructions', () => {
  it('gives those in one state when asked for it', async () => {
    await ask('POST', '/instructions', { text: 'Ooit', targets: TARGETS });
    const late = await ask('POST', '/instructions', { text: 'Gauw', targets: TARGETS, withinSeconds: 60 });
    const closed = await ask('POST', '/instructions', { text: 'Toch niet', targets: TARGETS });
    await desk.api.inject({ method: 'DELETE', url: `/api/v1/instructions/${closed.body.id}` });
    await desk.clock.advance(61_000);
    const textsIn = async (query: string) =>
      (await ask('GET', `/instructions${query}`)).body.items.map(({ text }: { text: string }) => text);
    assert.equal(late.status, 201);
    assert.deepEqual(await textsIn('?state=overdue'), ['Gauw']);
    assert.deepEqual(await textsIn('?state=open'), ['Ooit']);
    assert.deepEqual(await textsIn('?state=closed'), ['Toch niet']);
    assert.deepEqual((await textsIn('')).toSorted(), ['Gauw', 'Ooit', 'Toch niet']);
    assert.equal((await ask('GET', '/instructions?state=lost')).status, 400);
  });
});

describe('the description of the API', () => {
  it('has instructions, phones to talk to, history and usage', async () => {
    const { paths } = (await ask('GET', '/openapi.json')).body;
    const names = Object.keys(paths).join(' ');
    for (const name of ['/instructions', '/phones-to-talk-to', '/call-history', '/usage'])
      assert.ok(names.includes(name), name);
  });
});
