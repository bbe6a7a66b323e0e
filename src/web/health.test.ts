import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fastify from 'fastify';
import { FakeClock } from '../../testkit/fake-clock.ts';
import {
  type CheckOutcome,
  type HealthParts,
  judgeCertificate,
  judgeDisk,
  judgeEventLoop,
  judgeMail,
  registerHealth,
} from './health.ts';

const PASS = (): CheckOutcome => ({ status: 'pass' });

function serve(parts: Partial<Omit<HealthParts, 'checks'>> & { checks?: Partial<HealthParts['checks']> }) {
  const app = fastify();
  registerHealth(app, {
    clock: new FakeClock(),
    ready: () => true,
    ...parts,
    checks: {
      sip: PASS,
      tls: PASS,
      store: PASS,
      media: PASS,
      eventLoop: PASS,
      disk: PASS,
      mail: PASS,
      ...parts.checks,
    },
  });
  return app;
}

describe('/readyz', () => {
  it('is 200 when the exchange answers and 503 when it does not', async () => {
    let ready = false;
    const app = serve({ ready: () => ready });
    assert.equal((await app.inject('/readyz')).statusCode, 503);
    ready = true;
    const answer = await app.inject('/readyz');
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(answer.json(), { status: 'ready' });
  });
});

describe('/healthz', () => {
  it('is 200 and names every check', async () => {
    const answer = await serve({
      checks: { disk: () => ({ status: 'warn', detail: '100 MiB free' }) },
    }).inject('/healthz');
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(answer.json(), {
      status: 'warn',
      checks: {
        sip: { status: 'pass' },
        tls: { status: 'pass', code: 'HC-TLS-001' },
        store: { status: 'pass' },
        media: { status: 'pass' },
        eventLoop: { status: 'pass' },
        disk: { status: 'warn', detail: '100 MiB free', code: 'HC-SYS-003' },
        mail: { status: 'pass' },
      },
    });
  });

  it('is 503 when one check fails', async () => {
    const answer = await serve({ checks: { store: async () => ({ status: 'fail' }) } }).inject('/healthz');
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.json().status, 'fail');
  });

  it('counts a check that throws as failed, without telling what it threw', async () => {
    const checks = {
      sip: () => {
        throw new Error('192.0.2.1');
      },
    };
    const answer = await serve({ checks }).inject('/healthz');
    assert.equal(answer.statusCode, 503);
    assert.doesNotMatch(answer.body, /192\.0\.2\.1/);
  });

  it('looks once a second at most, however often strangers ask', async () => {
    const clock = new FakeClock();
    let looks = 0;
    const app = serve({
      clock,
      checks: {
        disk() {
          looks += 1;
          return PASS();
        },
      },
    });
    for (let asked = 0; asked < 10; asked += 1)
      assert.equal((await app.inject('/healthz')).json().checks.disk.status, 'pass');
    assert.equal(looks, 1);
    await clock.advance(1_000);
    await app.inject('/healthz');
    assert.equal(looks, 2);
  });

  it('does not wait for a check that hangs', async () => {
    const clock = new FakeClock();
    const app = serve({ clock, checks: { disk: () => new Promise<CheckOutcome>(() => {}) } });
    await app.ready();
    const answer = app.inject('/healthz');
    while (clock.pendingTimers === 0) await clock.advance(0);
    await clock.advance(2000);
    assert.equal((await answer).json().checks.disk.detail, 'no answer in time');
    assert.equal(clock.pendingTimers, 0);
  });
});

it('judges the event loop and the disk by their figures', () => {
  assert.deepEqual(
    [20, 100, 1000].map((ms) => judgeEventLoop(ms).status),
    ['pass', 'warn', 'fail'],
  );
  assert.deepEqual(
    [1e10, 1e8, 1e6].map((bytes) => judgeDisk(bytes).status),
    ['pass', 'warn', 'fail'],
  );
});

describe('the certificate', () => {
  const DAY_MS = 86_400_000;
  const shown = { source: 'files', fault: undefined, expiresAtMs: 60 * DAY_MS, names: [] } as const;

  it('passes while it is good, and when there is none to be', () => {
    assert.equal(judgeCertificate(undefined, 0).status, 'pass');
    assert.deepEqual(judgeCertificate(shown, 0), {
      status: 'pass',
      detail: 'certificate for another 60 days',
    });
  });

  it('warns three weeks before its end, and while its successor cannot be read', () => {
    assert.equal(judgeCertificate(shown, 40 * DAY_MS).status, 'warn');
    assert.equal(judgeCertificate({ ...shown, fault: 'wrong-key' }, 0).status, 'warn');
  });

  it('fails when phones get nothing of it', () => {
    assert.equal(judgeCertificate({ ...shown, fault: 'expired' }, 61 * DAY_MS).status, 'fail');
    assert.equal(judgeCertificate({ ...shown, fault: 'not-yet-valid' }, 0).status, 'fail');
    const nothing = { ...shown, fault: 'unreadable', expiresAtMs: undefined } as const;
    assert.deepEqual(judgeCertificate(nothing, 0), {
      status: 'fail',
      detail: 'certificate unreadable; TLS is of no use to phones',
    });
  });
});

describe('mail', () => {
  it('is told by how much waits, and is no fault of the exchange', () => {
    const judge = (canSend: boolean, waiting: number, lastFault: string | null = null) =>
      judgeMail({ canSend, waiting, lastFault });
    assert.deepEqual(judge(true, 0), { status: 'pass', detail: '0 waiting' });
    assert.deepEqual(judge(false, 0), { status: 'pass', detail: 'off' });
    assert.deepEqual(judge(true, 2), { status: 'pass', detail: '2 waiting' });
    assert.deepEqual(judge(false, 1), { status: 'warn', detail: '1 waiting; no mail server is set' });
    const refused = judge(true, 3, '550 no such user jan@example.net');
    assert.equal(refused.status, 'warn');
    assert.match(refused.detail ?? '', /^3 waiting/);
    assert.doesNotMatch(refused.detail ?? '', /jan/);
  });
});
