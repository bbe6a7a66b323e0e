import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk, HEALTHY_MACHINE } from '../../../testkit/cli-desk.ts';
import type { CertificateState } from '../../base/certificate.ts';
import { loadSettings } from '../../config/load-settings.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import { DOCTOR_CODES } from '../../web/contract/health.ts';
import type { Ban, Extension } from '../../web/contract.ts';
import { examine as examineAll } from './checks.ts';
import { EN_DOCTOR } from './en-doctor.ts';
import type { CheckId, Finding } from './finding.ts';
import type { MachineFacts } from './machine-facts.ts';
import type { Mend } from './mends.ts';
import { NL_DOCTOR } from './nl-doctor.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  await desk.console.backups.note({ bytes: 1_016, sha256: 'ab'.repeat(32) });
});

async function examine(machine: Partial<MachineFacts> = {}): Promise<{ code: number; ids: string[] }> {
  desk.replace = { examineMachine: async () => ({ ...HEALTHY_MACHINE, ...machine }) };
  const { code, json } = await desk.run('doctor --json');
  const { items } = json() as { items: (Omit<Finding, 'id'> & { code: string })[] };
  return { code, ids: items.filter(({ verdict }) => verdict !== 'good').map(({ code }) => code) };
}

const DAY_MS = 86_400_000;
const CLOCK = { clockStepSeconds: null, lastBackupMs: 0 };

function certificate(state: Partial<CertificateState>): CertificateState {
  return {
    source: 'files',
    fault: undefined,
    expiresAtMs: 90 * DAY_MS,
    names: ['tel.example.net'],
    ...state,
  };
}

describe('doctor', () => {
  it('has a line for every check and exit 0 when all is well', async () => {
    const out = await desk.good('doctor');
    assert.match(out, /^Controle van tel\.example\.net · 22 punten\n Machine\n {2}✓ /);
    assert.match(out, /Klaar: 22 goed, 0 let op, 0 fout\n$/);
  });

  it('ends with 3 when something wants attention, and with 1 when something is wrong', async () => {
    assert.deepEqual(await examine({ receiveBufferBytes: 212_992 }), { code: 3, ids: ['HC-NET-006'] });
    const faults = { receiveBufferBytes: 212_992, database: 'broken' } as const;
    assert.deepEqual(await examine(faults), { code: 1, ids: ['HC-SYS-007', 'HC-NET-006'] });
  });

  const ailments: readonly [Partial<MachineFacts>, string, code: number][] = [
    [{ platform: 'darwin-arm64' }, 'HC-SYS-001', 3],
    [{ availableMemoryBytes: 50 * 2 ** 20 }, 'HC-SYS-002', 1],
    [{ freeDiskBytes: 400 * 2 ** 20 }, 'HC-SYS-003', 3],
    [{ freeFilesPercent: 0 }, 'HC-SYS-004', 1],
    [{ folder: 'not-writable' }, 'HC-SYS-005', 1],
    [{ folder: 'open-to-others' }, 'HC-SYS-005', 3],
    [{ filesOpenToOthers: ['hamvoip.db'] }, 'HC-SYS-006', 1],
    [{ journalBytes: 2 ** 27 }, 'HC-SYS-008', 3],
    [{ openFilesLimit: 1_024 }, 'HC-SYS-009', 3],
    [{ isClockSynchronised: false }, 'HC-SYS-011', 3],
    [{ portsInUse: ['UDP 5060'] }, 'HC-NET-001', 1],
    [{ rewritesSip: true }, 'HC-NET-005', 1],
    [{ isBridged: true }, 'HC-NET-007', 3],
    [{ certificate: certificate({ expiresAtMs: 20 * DAY_MS }) }, 'HC-TLS-001', 3],
    [{ certificate: certificate({ expiresAtMs: 6 * DAY_MS }) }, 'HC-TLS-001', 1],
    [{ certificate: certificate({ fault: 'expired' }) }, 'HC-TLS-001', 1],
    [{ certificate: certificate({ fault: 'unreadable', expiresAtMs: undefined }) }, 'HC-TLS-001', 1],
  ];
  for (const [machine, id, code] of ailments) {
    it(`finds ${id} in ${JSON.stringify(machine)}`, async () => {
      assert.deepEqual(await examine(machine), { code, ids: [id] });
    });
  }

  for (const [names, ids] of [
    [['tel.example.org'], []],
    [['*.example.org', 'other.example.net'], []],
    [['example.org', '*.tel.example.org'], ['HC-TLS-002']],
  ] as const) {
    it(`says ${ids.length === 0 ? 'nothing' : 'that it is another one'} of a certificate for ${names}`, async () => {
      desk.replace = {
        examineMachine: async () => ({ ...HEALTHY_MACHINE, certificate: certificate({ names }) }),
      };
      const { items } = (await desk.run('doctor --json --domain tel.example.org')).json() as {
        items: { code: string; verdict: string }[];
      };
      assert.deepEqual(
        items.filter(({ verdict }) => verdict !== 'good').map(({ code }) => code),
        ids,
      );
    });
  }

  it('leaves out what the machine does not tell', async () => {
    const found = await examine({ availableMemoryBytes: undefined, isClockSynchronised: undefined });
    assert.deepEqual(found, { code: 0, ids: [] });
  });

  it('finds a ban after attempts with an extension there is', () => {
    const loaded = loadSettings({ flags: {}, environment: {}, readFile: () => undefined });
    assert.ok(loaded.ok);
    const extension = { number: '301', weakPassword: false, registrations: [] as object[] } as Extension;
    const ban = { lastUsername: '301' } as Ban;
    const stranger = { lastUsername: 'admin' } as Ban;
    const { settings } = loaded.value;
    const rest = { machine: HEALTHY_MACHINE, settings, extensions: [extension], whitelist: [], ...CLOCK };
    const found = (bans: readonly Ban[]) => examineAll({ ...rest, bans }).find(({ id }) => id === 'BAN-002');
    assert.deepEqual(found([ban, stranger, ban]), {
      id: 'BAN-002',
      verdict: 'attention',
      values: { extensions: '301' },
    });
    assert.equal(found([stranger])?.verdict, 'good');
  });

  it('finds weak passwords, wide whitelist entries and another ban rule', async () => {
    await desk.good('extension add 301 --callsign px0aaa --name Jan');
    await desk.run('extension add 302 --callsign px0aab --name Piet --password short --weak');
    await desk.run('whitelist add 192.0.0.0/18 --for 301');
    const ban = {
      addressKey: '203.0.113.5',
      cause: 'failures',
      attempts: 3,
      lastUsername: '301',
      lastUserAgent: null,
    } as const;
    const sinceMs = desk.clock.wallTime();
    await desk.store.putBan({ ...ban, sinceMs, untilMs: sinceMs + 3_600_000 });
    desk.environment = { HAMVOIP_BAN: '5/300/60', HAMVOIP_METRICS: '0.0.0.0:9464' };
    const { code, ids } = await examine();
    assert.equal(code, 3);
    assert.deepEqual(ids, ['HC-PRV-001', 'HC-SIP-004', 'HC-BAN-001', 'HC-BAN-003']);
  });

  for (const [days, ids] of [
    [7, []],
    [8, ['HC-BAK-001']],
  ] as const) {
    it(`${ids.length === 0 ? 'is content with' : 'finds'} a backup of ${days} days ago`, async () => {
      const nowMs = desk.clock.wallTime() + days * DAY_MS;
      const found = await examine({ nowMs, certificate: undefined });
      assert.deepEqual(found, { code: ids.length === 0 ? 0 : 3, ids });
    });
  }

  it('finds that no backup was ever made, and says how', async () => {
    desk = await CliDesk.open();
    assert.deepEqual(await examine(), { code: 3, ids: ['HC-BAK-001'] });
    const { out } = await desk.run('doctor');
    assert.match(out, /! HC-BAK-001 {2}Er is nog geen backup gemaakt\n[\s\S]*npx hamvoip backup BESTAND/);
  });

  it('finds that the wall clock jumped while the exchange ran', async () => {
    for (const [clockStepMs, ids] of [
      [-1_500, []],
      [-4_000, ['HC-SYS-013']],
      [7_200_000, ['HC-SYS-013']],
    ] as const) {
      desk = await CliDesk.open({ ...OFFLINE, running: true, clockStepMs });
      await desk.console.backups.note({ bytes: 1_016, sha256: 'ab'.repeat(32) });
      assert.deepEqual((await examine()).ids, ids);
    }
  });

  it('explains what is wrong in at most 80 columns', async () => {
    const portsInUse = ['UDP 5060', 'TCP 5060', 'TCP 8080'];
    desk.replace = { examineMachine: async () => ({ ...HEALTHY_MACHINE, portsInUse }) };
    const { out, code } = await desk.run('doctor --lang en');
    assert.equal(code, 1);
    assert.match(
      out,
      /✕ HC-NET-001 {2}Another program uses UDP 5060, TCP 5060, TCP 8080\n {6}Effect +The exchange/,
    );
    for (const line of out.split('\n')) assert.ok([...line].length <= 80, line);
  });
});

describe('doctor --fix', () => {
  const ill = { ...HEALTHY_MACHINE, folder: 'open-to-others', journalBytes: 2 ** 27 } as const;

  it('mends what can be, looks again, and says what was done', async () => {
    const mended: Mend[] = [];
    desk.replace = {
      examineMachine: async () => (mended.length === 0 ? ill : HEALTHY_MACHINE),
      mendMachine: async (_loaded, mend) => mended.push(mend) > 0,
    };
    const out = await desk.good('doctor --fix');
    assert.deepEqual(mended, ['SYS-005', 'SYS-008']);
    assert.match(out, /^Hersteld\n {2}✓ De datamap is nu alleen van de centrale\.\n {2}✓ Het journaal/);
    assert.match(out, /22 goed, 0 let op, 0 fout/);
  });

  it('says what could not be mended, and keeps the verdict', async () => {
    desk.replace = { examineMachine: async () => ill, mendMachine: async () => false };
    const { code, err } = await desk.run('doctor --fix');
    assert.equal(code, 3);
    assert.match(err, /! De datamap kon niet worden afgesloten[\s\S]*! Het journaal kon niet/);
    const { mended } = (await desk.run('doctor --fix --json')).json() as { mended: object[] };
    assert.deepEqual(mended, [
      { code: 'HC-SYS-005', done: false },
      { code: 'HC-SYS-008', done: false },
    ]);
  });

  it('leaves alone what an administrator decided, and what people must look at', async () => {
    const mended: Mend[] = [];
    desk.replace = {
      examineMachine: async () => ({ ...HEALTHY_MACHINE, folder: 'not-writable', database: 'broken' }),
      mendMachine: async (_loaded, mend) => mended.push(mend) > 0,
    };
    desk.environment = { HAMVOIP_BAN: '5/300/60', HAMVOIP_METRICS: '0.0.0.0:9464' };
    assert.equal((await desk.run('doctor --fix')).code, 1);
    assert.deepEqual(mended, []);
  });

  it('is offered where it would help, and does nothing unasked', async () => {
    desk.replace = {
      examineMachine: async () => ill,
      mendMachine: async () => assert.fail('nobody asked'),
    };
    assert.match((await desk.run('doctor')).out, /zonder risico kan: npx hamvoip doctor --fix\n$/);
  });
});

describe('the codes of the checks', () => {
  const page = readFileSync(new URL('../../../docs/operate/doctor.md', import.meta.url), 'utf8');

  it('are explained in docs/operate/doctor.md, each once, and no others', () => {
    const explained = [...page.matchAll(/^\| (HC-[A-Z]+-\d+) \|/gm)].map(([, code]) => code).sort();
    assert.deepEqual(
      explained,
      Object.keys(NL_DOCTOR.checks)
        .map((id) => `HC-${id}`)
        .sort(),
    );
  });

  it('are those of /healthz where both check the same', () => {
    for (const code of Object.values(DOCTOR_CODES)) assert.ok(Object.hasOwn(NL_DOCTOR.checks, code.slice(3)));
  });
});

describe('the words of the checks', () => {
  it('are there in both languages, without a hole', () => {
    const values = { platform: 'x', mb: 1, percent: 1, reason: 'missing', files: 'x', ports: 'x', kb: 1 };
    const more = { endpoint: 'x', extensions: 'x', attempts: 3, window: 300, ban: 3600, entries: 'x' };
    const tls = { days: 1, fault: 'expired', domain: 'x' };
    const last = '2026-01-02T03:04:05Z';
    const phones = { number: '301', what: 'call', until: last, since: last, last, phones: 2, silent: 1 };
    Object.assign(phones, { signs: 'sdp-rewritten', own: 1, others: 1, count: 40, reached: 'calls' });
    Object.assign(phones, { to: '302', open: 1, overdue: 0, first: 'abc', seconds: 3 });
    const time = (iso: string) => {
      assert.equal(iso, last);
      return 'then';
    };
    for (const { checks } of [NL_DOCTOR, EN_DOCTOR]) {
      for (const id of Object.keys(checks) as CheckId[]) {
        const { good, what, why, todo } = checks[id];
        const all = { ...values, ...more, ...tls, ...phones };
        for (const text of [good(all, time), what(all, time), why, todo(all, time)]) {
          assert.ok(text.length > 0 && !text.includes('undefined'), `${id}: ${text}`);
        }
      }
    }
  });
});
